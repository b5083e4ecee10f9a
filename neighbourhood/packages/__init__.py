"""Packages of support: what a town offers to give for, and how gifts come to needs."""
