"""The words for partners and for what their staff may do."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from neighbourhood.partners.models import PartnerKind, StaffRole

PARTNER_WORDS = MappingProxyType(
    {
        PartnerKind.CITY_SERVICE: _l("Service de la ville"),
        PartnerKind.ASSOCIATION: _l("Association"),
        PartnerKind.SOCIAL_FIRM: _l("Entreprise solidaire"),
        PartnerKind.COMPANY: _l("Entreprise"),
        PartnerKind.UNIVERSITY: _l("Université"),
    }
)
ROLE_WORDS = MappingProxyType(
    {
        StaffRole.PUBLISH: _l("écrit et relit les besoins"),
        StaffRole.VERIFY: _l("vérifie les adresses"),
        StaffRole.PAY_OUT: _l("suit les versements"),
        StaffRole.READ: _l("consulte"),
    }
)
