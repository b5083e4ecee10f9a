"""Who may enter the pages of a desk: those who keep it, and those who manage the team."""

from neighbourhood.libraries.policies import KEEPERS
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import StaffRole

keepers = staff(*KEEPERS)
managers = staff(StaffRole.MANAGE)
