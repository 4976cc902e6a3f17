"""Plainsight: turns open-data packages of Combating Drugs Partnerships into a public site."""
