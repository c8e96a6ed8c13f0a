// Migrates the database with an image, before that image serves. migrate.sh waits for it.
param appName string
param image string
param location string = resourceGroup().location

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: appName }
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: appName }
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = { name: appName }

module job 'modules/job.bicep' = {
  params: {
    name: '${appName}-migrate'
    location: location
    image: image
    command: ['node', 'dist/src/cli.js', 'migrate', 'up']
    registry: split(image, '/')[0]
    identityId: identity.id
    subnetId: '${network.id}/subnets/jobs'
    databaseUrl: vault.getSecret('database-url')
    databaseOwnerUrl: vault.getSecret('database-owner-url')
  }
}
