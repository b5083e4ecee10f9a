"""Where we live: municipalities, quartiers, addresses, the public grid."""
