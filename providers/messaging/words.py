"""What the codes are called: once for the moderator, once for the person who wrote."""

from django.utils.translation import gettext_lazy as _

from providers.messaging.hints import Sign
from providers.messaging.rules import ConcernAbout, ConcernState, Outcome, Reason

# What a moderator chooses from.
REASONS = {
    Reason.THREAT_OR_ABUSE: "Threat or abuse",
    Reason.SEXUAL_CONTENT: "Sexual content",
    Reason.CONTRABAND_OR_DRUGS: "Drugs or things not allowed in prison",
    Reason.ESCAPE_OR_SECURITY: "Escape or security",
    Reason.GANG_OR_EXTREMISM: "Gangs or extremism",
    Reason.VICTIM_OR_WITNESS: "Contact with a victim or a witness",
    Reason.CHILD_CONTACT: "Contact with a child",
    Reason.RESTRAINING_ORDER: "A court order forbids this contact",
    Reason.THIRD_PARTY_MESSAGE: "A message for someone else",
    Reason.OTHER_PRISONER: "About or for another person in prison",
    Reason.MONEY_OR_FINANCIAL_REQUEST: "Asks for or sends money",
    Reason.PERSONAL_CONTACT_DETAILS: "Personal contact details",
    Reason.IMAGE_NOT_ALLOWED: "A picture that is not allowed",
    Reason.LINK_NOT_ALLOWED: "A web link",
    Reason.CODED_OR_UNREADABLE: "In code, or cannot be read",
    Reason.LANGUAGE_NEEDS_TRANSLATION: "Must be translated first",
    Reason.LEGAL_PRIVILEGE_WRONG_CHANNEL: "Legal mail, which must go by Rule 39",
    Reason.OUTSIDE_PURPOSE: "Not about the work or learning agreed",
    Reason.RECIPIENT_NOT_APPROVED: "They may not write to each other now",
    Reason.TECHNICAL: "A fault of the system",
}

# What the writer reads after "Not sent:". Plain enough for the kiosk.
REASONS_FOR_WRITER = {
    Reason.THREAT_OR_ABUSE: _("it had a threat or rude words."),
    Reason.SEXUAL_CONTENT: _("it had sexual words."),
    Reason.CONTRABAND_OR_DRUGS: _("it was about drugs or things you cannot have."),
    Reason.ESCAPE_OR_SECURITY: _("it could make the prison less safe."),
    Reason.GANG_OR_EXTREMISM: _("it was about a gang or extreme views."),
    Reason.VICTIM_OR_WITNESS: _("it was about a victim or a witness."),
    Reason.CHILD_CONTACT: _("it was about contact with a child."),
    Reason.RESTRAINING_ORDER: _("a court order does not allow it."),
    Reason.THIRD_PARTY_MESSAGE: _("it was for someone else."),
    Reason.OTHER_PRISONER: _("it was about or for another person in prison."),
    Reason.MONEY_OR_FINANCIAL_REQUEST: _("it was about money."),
    Reason.PERSONAL_CONTACT_DETAILS: _("it had contact details."),
    Reason.IMAGE_NOT_ALLOWED: _("it had a picture that is not allowed."),
    Reason.LINK_NOT_ALLOWED: _("it had a web link."),
    Reason.CODED_OR_UNREADABLE: _("staff could not read it."),
    Reason.LANGUAGE_NEEDS_TRANSLATION: _("staff need to have it translated."),
    Reason.LEGAL_PRIVILEGE_WRONG_CHANNEL: _("it was legal mail. Use Rule 39 mail. Ask staff."),
    Reason.OUTSIDE_PURPOSE: _("it was not about your work or learning."),
    Reason.RECIPIENT_NOT_APPROVED: _("you cannot write to this person now. Ask staff."),
    Reason.TECHNICAL: _("something went wrong. Send it again."),
}
NOT_CHECKED_IN_TIME = _("staff did not check it in 3 days. Send it again.")

OUTCOMES = {
    Outcome.APPROVED: ("Sent", "done"),
    Outcome.REJECTED: ("Not sent", "none"),
    Outcome.ESCALATED: ("Passed on", "hold"),
    Outcome.EXPIRED: ("Not checked in 3 days", "late"),
}

# A tag in the queue, and the words beside "things to look at".
SIGNS = {
    Sign.SELF_HARM: ("May be at risk", "words about self-harm. Tell the safer custody team now."),
    Sign.PHONE: ("Phone number", "a phone number. Contact details of other people are not allowed in messages."),
    Sign.EMAIL: ("E-mail address", "an e-mail address. Contact details are not allowed in messages."),
    Sign.LINK: ("Link", "a web link. Links are not allowed in messages."),
    Sign.HANDLE: ("Social media name", "a social media name. Contact details are not allowed in messages."),
    Sign.ACCOUNT: ("Bank details", "a bank account or card number."),
    Sign.PRISON_NUMBER: ("Prison number", "a prison number. It may be another person's."),
}

CONCERNS = {
    ConcernAbout.SELF_HARM: "They may hurt themselves",
    ConcernAbout.THREAT: "Someone may hurt them, or they may hurt someone",
    ConcernAbout.EXPLOITATION: "Someone may be using or pressing them",
    ConcernAbout.HEALTH: "Their health",
    ConcernAbout.SECURITY: "Security of the prison",
    ConcernAbout.OTHER: "Something else",
}
CONCERN_STATES = {
    ConcernState.RAISED: ("New", "late"),
    ConcernState.ACKNOWLEDGED: ("Being dealt with", "soon"),
    ConcernState.CLOSED: ("Closed", "none"),
}
