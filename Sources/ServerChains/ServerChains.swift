// ServerChains
