// Where backups go that are to outlive the database's own seven days.
param name string
param location string
param writerId string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_GRS' }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowBlobPublicAccess: false
    // By identity only: a key could be copied.
    allowSharedKeyAccess: false
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: { enabled: true, days: 30 }
      containerDeleteRetentionPolicy: { enabled: true, days: 30 }
    }

    resource backups 'containers' = {
      name: 'backups'
    }
  }
}

var blobDataContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')

resource mayWrite 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, writerId, blobDataContributor)
  scope: account
  properties: {
    principalId: writerId
    principalType: 'ServicePrincipal'
    roleDefinitionId: blobDataContributor
  }
}

output backups string = '${account.properties.primaryEndpoints.blob}backups'
