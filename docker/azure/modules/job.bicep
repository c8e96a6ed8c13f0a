// A container that runs once in the network, and can be asked afterwards how it ended.
param name string
param location string
param image string
param command array
param identityId string
param subnetId string

@description('Where the image is pulled from by identity; empty where anybody may.')
param registry string = ''

@secure()
param databaseUrl string

@secure()
param databaseOwnerUrl string

resource job 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {
  name: name
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    osType: 'Linux'
    restartPolicy: 'Never'
    subnetIds: [{ id: subnetId }]
    imageRegistryCredentials: empty(registry) ? [] : [{ server: registry, identity: identityId }]
    containers: [
      {
        name: 'job'
        properties: {
          image: image
          command: command
          environmentVariables: [
            // It is given what it needs; in production, it would ask for the server's secrets as well.
            { name: 'NODE_ENV', value: 'development' }
            { name: 'DATABASE_URL', secureValue: databaseUrl }
            { name: 'DATABASE_OWNER_URL', secureValue: databaseOwnerUrl }
          ]
          resources: { requests: { cpu: 1, memoryInGB: 1 } }
        }
      }
    ]
  }
}
