"""The words for partners and their staff, and what people are told about them."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by, said_when
from neighbourhood.foundation.web.versions import Reading, Weighed
from neighbourhood.notifications.kinds import declare
from neighbourhood.partners.models import ApplicationStatus, PartnerKind, StaffRole, Standing
from neighbourhood.residents.kinds import SIGHTS, SightKind

HOME = "/partenaires"
APPLICATIONS = "/partenaires/demandes"
ADMINISTRATION = "/administration/partenaires"

PARTNER_WORDS = MappingProxyType(
    {
        PartnerKind.CITY_SERVICE: _l("Service de la ville"),
        PartnerKind.ASSOCIATION: _l("Association"),
        PartnerKind.SOCIAL_FIRM: _l("Entreprise solidaire"),
        PartnerKind.COMPANY: _l("Entreprise"),
        PartnerKind.UNIVERSITY: _l("Université"),
    }
)
# What administrators read before they decide, and managers of a colleague.
READ = Weighed(
    name=Fact(label=_l("Nom de l’organisme")),
    kind=Fact(label=_l("Sorte d’organisme"), say=said_by(PARTNER_WORDS)),
    town=Fact(label=_l("Commune"), of="municipality.name"),
    siret=Fact(label=_l("Numéro SIRET")),
    mailbox=Fact(label=_l("Adresse e-mail")),
    why=Fact(label=_l("Projet")),
)
STANDING_WORDS = MappingProxyType(
    {Standing.ACCREDITED: _l("bureau ouvert"), Standing.SUSPENDED: _l("bureau fermé")}
)
# What is read of a partner before its desk is closed or opened again.
READ_PARTNER = Weighed(
    name=Fact(label=_l("Nom de l’organisme")),
    kind=Fact(label=_l("Sorte d’organisme"), say=said_by(PARTNER_WORDS)),
    standing=Fact(label=_l("Bureau"), say=said_by(STANDING_WORDS)),
    suspended_at=Fact(label=_l("Fermé depuis"), say=said_when),
    suspension_reason=Fact(label=_l("Pourquoi")),
)
# The same of a draft: the mailbox and the project are typed on the page that sends it.
ANSWERED = {name: READ.facts[name] for name in ("name", "kind", "siret")}
ROLE_WORDS = MappingProxyType(
    {
        StaffRole.MANAGE: _l("gère l’équipe"),
        StaffRole.PUBLISH: _l("écrit et relit les besoins"),
        StaffRole.VERIFY: _l("vérifie les adresses"),
        StaffRole.PAY_OUT: _l("suit les versements"),
        StaffRole.ACCOMPANY: _l("accompagne des personnes"),
        StaffRole.MODERATE: _l("traite les signalements"),
        StaffRole.ADMINISTER: _l("administre le site pour la commune"),
        StaffRole.LEND: _l("tient le comptoir de l’outilthèque"),
        StaffRole.READ: _l("consulte"),
    }
)
# The same roles on the page where they are handed out: a verb, and what it opens.
READ_OF_COLLEAGUE = {"roles": Fact(label=_l("Rôles"), say=said_by(ROLE_WORDS))}
ROLE_CHOICES = MappingProxyType(
    {
        StaffRole.MANAGE: _l("Gérer l’équipe : inviter, changer les rôles"),
        StaffRole.PUBLISH: _l("Publier : écrire et relire les besoins"),
        StaffRole.VERIFY: _l("Vérifier : confirmer les adresses des habitants"),
        StaffRole.PAY_OUT: _l("Payer : suivre les versements"),
        StaffRole.ACCOMPANY: _l("Accompagner : agir pour les personnes qui l’ont demandé"),
        StaffRole.MODERATE: _l("Modérer : traiter les signalements des habitants"),
        StaffRole.ADMINISTER: _l("Administrer : régler le site pour la commune"),
        StaffRole.LEND: _l("Prêter : tenir le comptoir de l’outilthèque"),
        StaffRole.READ: _l("Consulter : lire les chiffres"),
    }
)
STATUS_WORDS = MappingProxyType(
    {
        ApplicationStatus.DRAFT: _l("E-mail à confirmer"),
        ApplicationStatus.SUBMITTED: _l("À examiner"),
        ApplicationStatus.APPROVED_ONCE: _l("Un accord sur deux"),
        ApplicationStatus.ACCREDITED: _l("Acceptée"),
        ApplicationStatus.REFUSED: _l("Refusée"),
        ApplicationStatus.WITHDRAWN: _l("Retirée"),
    }
)
STANDING_WORDS = MappingProxyType(
    {Standing.ACCREDITED: _l("Partenaire"), Standing.SUSPENDED: _l("Suspendu")}
)

TO_EXAMINE = declare(
    "partners.to-examine", _l("%(partner)s demande à devenir partenaire."), by_mail=True
)
TO_APPROVE_TOO = declare(
    "partners.to-approve-too",
    _l("Un premier accord est donné : %(partner)s. Il en faut un deuxième : le vôtre ?"),
    by_mail=True,
    headline=_l("Deuxième accord attendu : %(partner)s"),
)
RECEIVED = declare(
    "partners.received",
    _l("La demande de %(partner)s est bien arrivée. Deux personnes vont l’examiner."),
    by_mail=True,
    headline=_l("Demande bien arrivée : %(partner)s"),
)
APPROVED_ONCE = declare(
    "partners.approved-once",
    _l("La demande de %(partner)s a reçu un premier accord. Il en faut un deuxième."),
    by_mail=True,
    headline=_l("Un premier accord : %(partner)s"),
)
ACCREDITED = declare(
    "partners.accredited",
    _l("%(partner)s est partenaire de Palier. Vous gérez son équipe : invitez vos collègues."),
    by_mail=True,
)
REFUSED = declare(
    "partners.refused",
    _l("La demande de %(partner)s n’est pas acceptée : %(reason)s"),
    by_mail=True,
    headline=_l("Demande pas acceptée : %(partner)s"),
)
SUSPENDED = declare(
    "partners.suspended",
    _l("Le partenariat de %(partner)s est suspendu. Son bureau est fermé : %(reason)s"),
    by_mail=True,
    headline=_l("Partenariat suspendu : %(partner)s"),
)
REINSTATED = declare(
    "partners.reinstated",
    _l("Le bureau de %(partner)s est de nouveau ouvert."),
    by_mail=True,
    headline=_l("Bureau de nouveau ouvert : %(partner)s"),
)
JOINED = declare(
    "partners.joined",
    _l("%(person)s a rejoint l’équipe de %(partner)s."),
    by_mail=True,
    headline=_l("%(person)s rejoint votre équipe"),
)
ROLES_CHANGED = declare(
    "partners.roles-changed",
    _l("Vos rôles ont changé dans l’équipe de %(partner)s."),
    by_mail=True,
    headline=_l("Vos rôles ont changé : %(partner)s"),
)
HEAVY_GIVEN = declare(
    "partners.heavy-given",
    _l(
        "Dans l’équipe de %(partner)s, %(person)s reçoit un rôle qui touche tous les habitants. "
        "Si cela vous étonne, parlez-en tout de suite."
    ),
    by_mail=True,
    headline=_l("Un rôle important est donné : %(partner)s"),
)
REMOVED = declare(
    "partners.removed",
    _l(
        "%(person)s ne fait plus partie de l’équipe de %(partner)s. Si cela vous étonne, "
        "parlez-en tout de suite."
    ),
    by_mail=True,
    headline=_l("Une personne retirée de l’équipe : %(partner)s"),
)
LEFT = declare(
    "partners.left",
    _l("Vous ne faites plus partie de l’équipe de %(partner)s."),
    by_mail=True,
    headline=_l("Vous n’êtes plus dans l’équipe : %(partner)s"),
)
READ_LOOK = Reading(
    colour=Fact(label=_l("Couleur")),
    version=Fact(label=_l("Version du logo et de la couleur")),
    logo_alt=Fact(label=_l("Ce que dit le logo")),
)
ROLES_SEEN_TO = SIGHTS.declare(
    SightKind(code="partners.roles", title=_l("Rôles dans une équipe : changés"))
).code
TAKEN_OFF = SIGHTS.declare(
    SightKind(code="partners.left", title=_l("Place dans une équipe : retirée"))
).code
