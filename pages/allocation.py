"""Répartition : tous les gisements pour tous les besoins, en un plan à retenir par lignes."""

from circular.domain.permissions import Permission
from circular.ui import allocation, gate

visitor = gate.enter(Permission.SEE_MATCHES)
allocation.allocation(visitor)
