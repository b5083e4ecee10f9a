"""Setting a town up, and opening its quartiers one after the other."""
