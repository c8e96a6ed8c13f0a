// The database has no public address: only what stands in these subnets reaches it.
param name string
param location string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      subnet('app', '10.20.1.0/24', 'Microsoft.Web/serverFarms')
      subnet('database', '10.20.2.0/24', 'Microsoft.DBforPostgreSQL/flexibleServers')
      // Containers that run once: migrations.
      subnet('jobs', '10.20.3.0/24', 'Microsoft.ContainerInstance/containerGroups')
    ]
  }
}

func subnet(name string, prefix string, service string) object => {
  name: name
  properties: {
    addressPrefix: prefix
    delegations: [{ name: name, properties: { serviceName: service } }]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'

  resource link 'virtualNetworkLinks@2020-06-01' = {
    name: name
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
}

output appSubnetId string = '${network.id}/subnets/app'
output databaseSubnetId string = '${network.id}/subnets/database'
output databaseZoneId string = zone.id
