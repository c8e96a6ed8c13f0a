// The image in the staging slot, and nothing else: production keeps what it runs until the two are swapped.
param appName string
param image string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: appName }
resource app 'Microsoft.Web/sites@2024-11-01' existing = { name: appName }
resource slot 'Microsoft.Web/sites/slots@2024-11-01' existing = { parent: app, name: 'staging' }

resource server 'Microsoft.Web/sites/slots/sitecontainers@2024-11-01' = {
  parent: slot
  name: 'main'
  properties: {
    image: image
    isMain: true
    targetPort: '4000'
    authType: 'UserAssigned'
    userManagedIdentityClientId: identity.properties.clientId
  }
}
