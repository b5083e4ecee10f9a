"""Pages of money: for neighbours, and for those who look after the site."""
