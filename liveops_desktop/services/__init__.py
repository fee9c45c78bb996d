"""What talks to the world: OBS, the network, this machine, its clock."""
