using 'main.bicep'

// Secrets come from the environment of whoever runs this, and go to the vault.
param name = readEnvironmentVariable('NAME')
param image = readEnvironmentVariable('IMAGE')
param collectorImage = readEnvironmentVariable('COLLECTOR_IMAGE')
param databaseOwnerPassword = readEnvironmentVariable('DATABASE_OWNER_PASSWORD')
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD')
param jwtSecret = readEnvironmentVariable('JWT_SECRET')
param adminPassword = readEnvironmentVariable('ADMIN_PASSWORD')
param metricsToken = readEnvironmentVariable('METRICS_TOKEN')
param redisUrl = readEnvironmentVariable('REDIS_URL', '')
