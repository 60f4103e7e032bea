"""Who may do what: one list of permissions, one table of roles. Print it and hand it to a governor.

Source: transfers-access-security.md 2.4-2.6; MODERATOR, GOVERNOR, WORK_COACH, BROKER and JOB_ADMIN from
jobs-cvs-search.md 1.6; the outside roles from providers-messaging-outcomes.md 2.8. A role is held through a posting; it
reaches only the people of that posting's establishment or organisation.
"""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    LEARNER_VIEW = "learner.view"
    LEARNER_VIEW_ANYWHERE = "learner.view_anywhere"
    PLAN_VIEW = "plan.view"
    PLAN_EDIT = "plan.edit"
    PLAN_CONFIRM_STEP = "plan.confirm_step"
    PLAN_PRINT = "plan.print"
    INDUCTION_EDIT = "induction.edit"
    SKILL_RATE = "skill.rate"
    CASELOAD_ASSIGN = "caseload.assign"
    NEED_VIEW_SUPPORT = "need.view_support"
    NEED_VIEW_DIAGNOSIS = "need.view_diagnosis"
    NEED_RECORD = "need.record"
    NEED_EDIT = "need.edit"
    ASSESSMENT_VIEW = "assessment.view"
    ASSESSMENT_RECORD = "assessment.record"
    LRS_MATCH = "lrs.match"
    COURSE_VIEW = "course.view"
    COURSE_MANAGE = "course.manage"
    ATTENDANCE_RECORD = "attendance.record"
    SHARING_VIEW = "sharing.view"
    SHARING_RECORD = "sharing.record"
    IMPORT_RUN = "import.run"
    HISTORY_VIEW = "history.view"
    CV_VIEW_SHARED = "cv.view_shared"
    CV_PRINT = "cv.print"
    MESSAGE_MODERATE = "message.moderate"
    MESSAGE_VIEW = "message.view"
    TRANSFER_VIEW = "transfer.view"
    TRANSFER_VIEW_KINDS = "transfer.view_kinds"
    TRANSFER_RESOLVE = "transfer.resolve"
    TRANSFER_ACCEPT = "transfer.accept"
    HANDOVER_VIEW = "handover.view"
    HANDOVER_EDIT = "handover.edit"
    LATE_DECIDE = "late.decide"
    BREAK_GLASS = "record.break_glass"
    BREAK_GLASS_REVIEW = "record.review_break_glass"
    MERGE_VIEW = "merge.view"
    MERGE_ASK = "merge.ask"
    MERGE_DECIDE = "merge.decide"
    PROOF_VIEW = "proof.view"
    PACKAGE_ASK = "package.ask"
    PACKAGE_DECIDE = "package.decide"
    PACKAGE_IMPORT = "package.import"
    SUBJECT_ACCESS = "subject_access.answer"
    RECTIFICATION_DECIDE = "rectification.decide"
    ERASURE_ASK = "erasure.ask"
    ERASURE_DECIDE = "erasure.decide"
    LEGAL_HOLD = "legal_hold.keep"
    PROVIDER_VIEW = "provider.view"
    PROVIDER_ASSIGN = "provider.assign"
    KIOSK_PIN_ISSUE = "kiosk.pin_issue"
    KIOSK_DEVICE_ENROL = "kiosk.device_enrol"
    ACCESS_LOG_VIEW = "access_log.view"
    AUDIT_VIEW = "audit.view"
    ACCOUNT_MANAGE = "account.manage"
    OUTBOX_MANAGE = "outbox.manage"
    REPORT_VIEW = "report.view"
    OWN_VIEW = "own.view"
    OWN_EDIT = "own.edit"
    PORTAL_HOME = "portal.home"
    PORTAL_MESSAGE = "portal.message"
    PORTAL_INVITE = "portal.invite"


# Who reaches a restricted patient, and who reaches those out of custody (transfers-access-security.md 2.1).
SUPPORTS_PATIENTS, VIEWS_RELEASED = "POM", "RELEASED_VIEW"
# What only looks. A window (an author's after a move, an emergency) opens these and never a write.
READS = frozenset({
    Permission.LEARNER_VIEW, Permission.PLAN_VIEW, Permission.HISTORY_VIEW, Permission.NEED_VIEW_SUPPORT,
    Permission.ASSESSMENT_VIEW, Permission.COURSE_VIEW, Permission.SHARING_VIEW, Permission.TRANSFER_VIEW,
    Permission.HANDOVER_VIEW,
})  # fmt: skip
# What looks as well, and which no window opens.
LOOKS = READS | {
    Permission.LEARNER_VIEW_ANYWHERE, Permission.NEED_VIEW_DIAGNOSIS, Permission.CV_VIEW_SHARED,
    Permission.MESSAGE_VIEW, Permission.TRANSFER_VIEW_KINDS, Permission.MERGE_VIEW, Permission.PROOF_VIEW,
    Permission.PROVIDER_VIEW, Permission.ACCESS_LOG_VIEW, Permission.AUDIT_VIEW, Permission.REPORT_VIEW,
    Permission.OWN_VIEW,
}  # fmt: skip
# What the sending prison still writes while the person is on the way (1.8).
IN_TRANSIT_WRITES = frozenset({Permission.HANDOVER_EDIT})


class Reach(StrEnum):
    """What a posting of this role is a posting to."""

    ESTABLISHMENT = "establishment"
    ORGANISATION = "organisation"
    NATIONAL = "national"
    SELF = "self"


@dataclass(frozen=True)
class RoleSpec:
    title: str
    reach: Reach
    permissions: frozenset[Permission]
    says: str


P = Permission
_READ_PERSON = frozenset({
    P.LEARNER_VIEW, P.PLAN_VIEW, P.HISTORY_VIEW, P.NEED_VIEW_SUPPORT, P.ASSESSMENT_VIEW, P.COURSE_VIEW, P.SHARING_VIEW,
})  # fmt: skip
# Any member of staff who works with the person may say what they saw (learners-plans-assessments.md 2.3 and 3.5).
_WORKS_WITH = _READ_PERSON | {P.SKILL_RATE, P.NEED_RECORD}
_EDUCATION = _WORKS_WITH | {P.TRANSFER_VIEW, P.PROVIDER_VIEW}
_KIOSK_DESK = frozenset({P.KIOSK_PIN_ISSUE, P.KIOSK_DEVICE_ENROL})


def _role(title: str, reach: Reach, says: str, *permissions: Permission | frozenset[Permission]) -> RoleSpec:
    flat: set[Permission] = set()
    for item in permissions:
        flat |= item if isinstance(item, frozenset) else {item}
    return RoleSpec(title, reach, frozenset(flat), says)


ROLES: dict[str, RoleSpec] = {
    "EDU_MGR": _role(
        "Learning and skills manager", Reach.ESTABLISHMENT,
        "Plans and records learning for everyone at the prison, issues kiosk PINs, prints, accepts arrivals.",
        _EDUCATION, _KIOSK_DESK, P.PLAN_EDIT, P.PLAN_CONFIRM_STEP, P.PLAN_PRINT, P.INDUCTION_EDIT, P.CASELOAD_ASSIGN,
        P.ASSESSMENT_RECORD, P.LRS_MATCH, P.COURSE_MANAGE, P.ATTENDANCE_RECORD, P.SHARING_RECORD, P.IMPORT_RUN,
        P.TRANSFER_VIEW_KINDS, P.PROVIDER_ASSIGN, P.CV_PRINT, P.REPORT_VIEW, P.HANDOVER_VIEW, P.HANDOVER_EDIT,
        P.TRANSFER_ACCEPT, P.LATE_DECIDE, P.BREAK_GLASS, P.PROOF_VIEW, P.PACKAGE_ASK, P.RECTIFICATION_DECIDE,
    ),
    "TUTOR": _role(
        "Tutor", Reach.ESTABLISHMENT,
        "Reads plans, confirms steps that people say they have done, records results and attendance.",
        _EDUCATION, P.PLAN_CONFIRM_STEP, P.INDUCTION_EDIT, P.ASSESSMENT_RECORD, P.ATTENDANCE_RECORD,
        P.HANDOVER_VIEW, P.HANDOVER_EDIT,
    ),
    "NSM": _role(
        "Neurodiversity support manager", Reach.ESTABLISHMENT,
        "Reads plans; keeps support needs and support plans, diagnoses included.",
        _EDUCATION, P.NEED_VIEW_DIAGNOSIS, P.NEED_EDIT, P.ASSESSMENT_RECORD, P.HANDOVER_VIEW, P.HANDOVER_EDIT,
        P.LATE_DECIDE, P.BREAK_GLASS,
    ),
    "CIAG": _role(
        "Careers adviser", Reach.ESTABLISHMENT,
        "Agrees plans, sees a CV that the person has shared, prints it when asked.",
        _EDUCATION, P.PLAN_EDIT, P.PLAN_CONFIRM_STEP, P.PLAN_PRINT, P.INDUCTION_EDIT, P.LRS_MATCH, P.SHARING_RECORD,
        P.CV_VIEW_SHARED, P.CV_PRINT, P.PROVIDER_ASSIGN, P.TRANSFER_VIEW_KINDS, P.HANDOVER_VIEW, P.HANDOVER_EDIT,
        P.BREAK_GLASS,
    ),
    "PEL": _role(
        "Prison employment lead", Reach.ESTABLISHMENT, "Works on jobs with each person; sees a CV that is shared.",
        _EDUCATION, P.PLAN_PRINT, P.CV_VIEW_SHARED, P.CV_PRINT, P.PROVIDER_ASSIGN, P.HANDOVER_VIEW, P.HANDOVER_EDIT,
        P.BREAK_GLASS, P.PACKAGE_ASK,
    ),
    "WORK_COACH": _role(
        "Work coach", Reach.ESTABLISHMENT, "Helps people look for work; sees a CV that is shared.",
        _WORKS_WITH, P.CV_VIEW_SHARED,
    ),
    "KEYW": _role(
        "Key worker", Reach.ESTABLISHMENT, "Reads the plan, prints what a person asks for, issues kiosk PINs.",
        _WORKS_WITH, P.KIOSK_PIN_ISSUE, P.PLAN_PRINT, P.CV_PRINT, P.HANDOVER_VIEW,
    ),
    "POM": _role("Prison offender manager", Reach.ESTABLISHMENT, "Reads the plan.", _WORKS_WITH, P.HANDOVER_VIEW,
        P.BREAK_GLASS,
    ),
    "MODERATOR": _role(
        "Message moderator", Reach.ESTABLISHMENT,
        "Reads each message between people here and the outside before it is sent, and decides.",
        P.MESSAGE_MODERATE,
    ),
    "GOVERNOR": _role("Governor", Reach.ESTABLISHMENT, "Sees totals for the own prison, no names.", P.REPORT_VIEW,
        P.PROOF_VIEW,
    ),
    "LOCAL_ADMIN": _role(
        "Local administrator", Reach.ESTABLISHMENT, "Keeps accounts and kiosk devices. Reads no records.",
        P.ACCOUNT_MANAGE, P.KIOSK_DEVICE_ENROL,
    ),
    "SEC": _role(
        "Security lead", Reach.ESTABLISHMENT, "Sees who looked at whom at the own prison.",
        P.LEARNER_VIEW, P.ACCESS_LOG_VIEW, P.TRANSFER_VIEW, P.BREAK_GLASS_REVIEW,
    ),
    "BROKER": _role(
        "Regional employment broker", Reach.ESTABLISHMENT, "Keeps employers and vacancies for several prisons.",
        P.PROVIDER_VIEW,
    ),
    "NAT_VIEW": _role(
        "National viewer", Reach.NATIONAL, "Finds and reads any record, changes none.",
        _READ_PERSON, P.LEARNER_VIEW_ANYWHERE, P.TRANSFER_VIEW, P.PROVIDER_VIEW, P.HANDOVER_VIEW, P.PROOF_VIEW,
    ),
    "NAT_STEWARD": _role(
        "Records steward", Reach.NATIONAL, "Puts right what a transfer check found.",
        P.LEARNER_VIEW, P.LEARNER_VIEW_ANYWHERE, P.TRANSFER_VIEW, P.TRANSFER_VIEW_KINDS, P.TRANSFER_RESOLVE,
        P.HANDOVER_VIEW, P.TRANSFER_ACCEPT, P.MERGE_VIEW, P.MERGE_ASK, P.MERGE_DECIDE, P.PROOF_VIEW, P.PACKAGE_ASK,
        P.PACKAGE_DECIDE, P.PACKAGE_IMPORT,
    ),
    "NAT_REPORT": _role("National reporter", Reach.NATIONAL, "Sees totals, no names.", P.REPORT_VIEW, P.PROOF_VIEW,
    ),
    "JOB_ADMIN": _role("Job board administrator", Reach.NATIONAL, "Checks vacancies and reference data.",
                       P.PROVIDER_VIEW),
    "AUDITOR": _role("Auditor", Reach.NATIONAL, "Reads the audit trail. Each reading is itself recorded.",
                     P.AUDIT_VIEW, P.ACCESS_LOG_VIEW, P.MERGE_VIEW, P.PROOF_VIEW,
    ),
    "DPO_SAR": _role(
        "Data protection officer", Reach.NATIONAL, "Reads a record to answer the person it is about.",
        _READ_PERSON, P.NEED_VIEW_DIAGNOSIS, P.LEARNER_VIEW_ANYWHERE, P.AUDIT_VIEW, P.ACCESS_LOG_VIEW, P.MESSAGE_VIEW,
        P.TRANSFER_VIEW,
        P.TRANSFER_VIEW_KINDS, P.HANDOVER_VIEW, P.MERGE_VIEW, P.PROOF_VIEW, P.PACKAGE_ASK, P.PACKAGE_DECIDE,
        P.SUBJECT_ACCESS, P.RECTIFICATION_DECIDE, P.ERASURE_ASK, P.ERASURE_DECIDE, P.LEGAL_HOLD,
    ),
    "RELEASED_VIEW": _role("Released people viewer", Reach.NATIONAL, "Add-on: reads the record of a released person.",
                           _READ_PERSON),
    "SYS_ADMIN": _role("System administrator", Reach.NATIONAL, "Keeps the system running. Reads no records.",
                       P.OUTBOX_MANAGE, P.ACCOUNT_MANAGE, P.PROOF_VIEW,
    ),
    "ORG_ADMIN": _role("Organisation administrator", Reach.ORGANISATION, "Invites colleagues. Reads no cases.",
                       P.PORTAL_HOME, P.PORTAL_INVITE),
    "ORG_MANAGER": _role("Organisation manager", Reach.ORGANISATION, "Sees the organisation's own cases.",
                         P.PORTAL_HOME, P.PORTAL_INVITE),
    "CASEWORKER": _role(
        "Support worker", Reach.ORGANISATION, "Writes with the people assigned to them; sees goals that are shared.",
        P.PORTAL_HOME, P.PORTAL_MESSAGE,
    ),
    "CONTACT_AGENT": _role("Contact agent", Reach.ORGANISATION, "Works through contact tasks.", P.PORTAL_HOME),
    "EVIDENCE_OFFICER": _role("Evidence officer", Reach.ORGANISATION, "Adds evidence of outcomes.", P.PORTAL_HOME),
    "REPORT_VIEWER": _role("Report viewer", Reach.ORGANISATION, "Sees the organisation's totals.", P.PORTAL_HOME),
    "MENTOR": _role("Mentor", Reach.ORGANISATION, "Writes with the people assigned to them.",
                    P.PORTAL_HOME, P.PORTAL_MESSAGE),
    "EMPLOYER_RECRUITER": _role("Employer", Reach.ORGANISATION, "Sees own vacancies and people who agreed.",
                                P.PORTAL_HOME),
    "ORG_AUDITOR": _role("Organisation auditor", Reach.ORGANISATION, "Reads for a limited time.", P.PORTAL_HOME),
    "LRN_KIOSK": _role("Learner at a kiosk", Reach.SELF, "Reads and works on the own record.", P.OWN_VIEW, P.OWN_EDIT),
    "SVC": _role("The campus itself", Reach.NATIONAL, "Applies movements and sends what is owed.",
                 P.LEARNER_VIEW, P.LEARNER_VIEW_ANYWHERE),
}  # fmt: skip


def permissions_of(role: str) -> frozenset[Permission]:
    """What a role may do; an unknown role may do nothing."""
    spec = ROLES.get(role)
    return spec.permissions if spec else frozenset()


def roles_with(permission: Permission) -> frozenset[str]:
    return frozenset(role for role, spec in ROLES.items() if permission in spec.permissions)
