// CBCSolver
