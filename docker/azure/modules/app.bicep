// The server and its collector, in production and in the slot that the next release is tried in.
param name string
param location string
param image string
param collectorImage string
param sku string
param instances int
param identityId string
param identityClientId string
param subnetId string
param vaultUri string
param hasRedis bool
param insightsConnection string

func secret(vaultUri string, name string) string => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${name})'

var redis = hasRedis ? { REDIS_URL: secret(vaultUri, 'redis-url') } : {}

// Both slots have the same: the staging slot migrates and serves the database of production.
var settings = union(redis, {
  DATABASE_URL: secret(vaultUri, 'database-url')
  DATABASE_OWNER_URL: secret(vaultUri, 'database-owner-url')
  JWT_SECRET: secret(vaultUri, 'jwt-secret')
  ADMIN_PASSWORD: secret(vaultUri, 'admin-password')
  METRICS_TOKEN: secret(vaultUri, 'metrics-token')
  DEMO_DATA: 'false'
  PERSISTED_DOCUMENTS: 'allow'
  // The platform's front ends; they say who is behind them.
  TRUSTED_PROXIES: 'linklocal'
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
  WEBSITES_ENABLE_APP_SERVICE_STORAGE: 'false'
})

var site = {
  serverFarmId: plan.id
  httpsOnly: true
  clientAffinityEnabled: false
  virtualNetworkSubnetId: subnetId
  keyVaultReferenceIdentity: identityId
  siteConfig: {
    linuxFxVersion: 'sitecontainers'
    acrUseManagedIdentityCreds: true
    acrUserManagedIdentityID: identityClientId
    minTlsVersion: '1.2'
    scmMinTlsVersion: '1.2'
    ftpsState: 'Disabled'
    http20Enabled: true
    // Subscriptions.
    webSocketsEnabled: true
    alwaysOn: true
    vnetRouteAllEnabled: true
    healthCheckPath: '/readyz'
    appSettings: map(items(settings), item => { name: item.key, value: item.value })
  }
}

var identities = { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }

var server = {
  image: image
  isMain: true
  targetPort: '4000'
  authType: 'UserAssigned'
  userManagedIdentityClientId: identityClientId
}

// It is given what it needs and no secret besides. A value is the name of the setting that has it.
var collector = {
  image: collectorImage
  isMain: false
  targetPort: '4318'
  authType: 'UserAssigned'
  userManagedIdentityClientId: identityClientId
  inheritAppSettingsAndConnectionStrings: false
  environmentVariables: [
    { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: 'APPLICATIONINSIGHTS_CONNECTION_STRING' }
    { name: 'METRICS_TOKEN', value: 'METRICS_TOKEN' }
  ]
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: name
  location: location
  kind: 'linux'
  sku: { name: sku, capacity: instances }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  kind: 'app,linux,container'
  identity: identities
  properties: site

  resource main 'sitecontainers' = {
    name: 'main'
    properties: server
  }

  resource beside 'sitecontainers' = {
    name: 'collector'
    properties: collector
  }

  resource noFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource staging 'slots' = {
    name: 'staging'
    location: location
    kind: 'app,linux,container'
    identity: identities
    properties: site

    resource main 'sitecontainers' = {
      name: 'main'
      properties: server
    }

    resource beside 'sitecontainers' = {
      name: 'collector'
      properties: collector
    }

    resource noFtp 'basicPublishingCredentialsPolicies' = {
      name: 'ftp'
      properties: { allow: false }
    }

    resource noPassword 'basicPublishingCredentialsPolicies' = {
      name: 'scm'
      properties: { allow: false }
    }
  }
}

output host string = app.properties.defaultHostName
output stagingHost string = app::staging.properties.defaultHostName
