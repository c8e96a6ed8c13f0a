// PostgreSQL behind the network, encrypted on the way, kept for seven days back to any second.
param name string
param location string
param sku string
param storageGiB int
param subnetId string
param zoneId string

@secure()
param ownerPassword string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: name
  location: location
  sku: { name: sku, tier: 'GeneralPurpose' }
  properties: {
    version: '17'
    administratorLogin: 'riskgraph'
    administratorLoginPassword: ownerPassword
    storage: { storageSizeGB: storageGiB, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 7, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'ZoneRedundant' }
    network: { delegatedSubnetResourceId: subnetId, privateDnsZoneArmResourceId: zoneId }
  }

  resource database 'databases' = {
    name: 'riskgraph'
  }
}

// One after the other: the server takes one change at a time.
var settings = [
  { name: 'require_secure_transport', value: 'on' }
  { name: 'ssl_min_protocol_version', value: 'TLSv1.2' }
  // What the migrations make of extensions.
  { name: 'azure.extensions', value: 'PG_TRGM' }
]

@batchSize(1)
resource setting 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2025-08-01' = [for item in settings: {
  parent: server
  name: item.name
  properties: { value: item.value, source: 'user-override' }
  dependsOn: [server::database]
}]

output host string = server.properties.fullyQualifiedDomainName
