// riskgraph on Azure: one resource group with all that it stands on. README.md has the commands.
targetScope = 'resourceGroup'

@description('Begins every name, and is the name of the application: lower case letters and digits. It must be free in all of Azure.')
@minLength(3)
@maxLength(12)
param name string

param location string = resourceGroup().location

@description('What runs in production now, or is to run first: registry/name:tag.')
param image string

@description('The collector beside the server, made of collector/.')
param collectorImage string

@description('Of the plan that carries production and the staging slot.')
param planSku string = 'P1v3'

param instances int = 2

param databaseSku string = 'Standard_D2ds_v5'
param databaseStorageGiB int = 128

@description('Redis that the instances share, rediss://…; empty: each counts and keeps for itself.')
@secure()
param redisUrl string = ''

@secure()
param databaseOwnerPassword string

@description('Of the role that serves, riskgraph_app, which can only add to the audit log.')
@secure()
param databasePassword string

@minLength(32)
@secure()
param jwtSecret string

@minLength(8)
@secure()
param adminPassword string

@minLength(16)
@secure()
param metricsToken string

module network 'modules/network.bicep' = {
  params: { name: name, location: location }
}

module identity 'modules/identity.bicep' = {
  params: { name: name, location: location }
}

module insights 'modules/insights.bicep' = {
  params: { name: name, location: location }
}

module registry 'modules/registry.bicep' = {
  params: { name: name, location: location, readerId: identity.outputs.principalId }
}

module storage 'modules/storage.bicep' = {
  params: { name: name, location: location, writerId: identity.outputs.principalId }
}

module database 'modules/database.bicep' = {
  params: {
    name: name
    location: location
    sku: databaseSku
    storageGiB: databaseStorageGiB
    ownerPassword: databaseOwnerPassword
    subnetId: network.outputs.databaseSubnetId
    zoneId: network.outputs.databaseZoneId
  }
}

module secrets 'modules/secrets.bicep' = {
  params: {
    name: name
    location: location
    readerId: identity.outputs.principalId
    values: union(
      {
        'database-url': 'postgresql://riskgraph_app:${uriComponent(databasePassword)}@${database.outputs.host}/riskgraph?sslmode=verify-full'
        'database-owner-url': 'postgresql://riskgraph:${uriComponent(databaseOwnerPassword)}@${database.outputs.host}/riskgraph?sslmode=verify-full'
        'jwt-secret': jwtSecret
        'admin-password': adminPassword
        'metrics-token': metricsToken
      },
      empty(redisUrl) ? {} : { 'redis-url': redisUrl }
    )
  }
}

module app 'modules/app.bicep' = {
  params: {
    name: name
    location: location
    image: image
    collectorImage: collectorImage
    sku: planSku
    instances: instances
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    subnetId: network.outputs.appSubnetId
    vaultUri: secrets.outputs.vaultUri
    hasRedis: !empty(redisUrl)
    insightsConnection: insights.outputs.connection
  }
}

output app string = app.outputs.host
output staging string = app.outputs.stagingHost
output registry string = registry.outputs.server
output backups string = storage.outputs.backups
