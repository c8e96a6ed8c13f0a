// Images are pulled by identity; there is no administrator's password.
param name string
param location string
param readerId string

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: name
  location: location
  sku: { name: 'Standard' }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, readerId, acrPull)
  scope: registry
  properties: {
    principalId: readerId
    principalType: 'ServicePrincipal'
    roleDefinitionId: acrPull
  }
}

output server string = registry.properties.loginServer
