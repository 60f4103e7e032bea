"""One sentence for each state and each permission, for people who do not read code."""

from campus.accounts.permissions import Permission as P

PLACEMENT = {
    "IN": "Held at the prison.",
    "IN_TRANSIT": "On the way to another prison. The sender keeps the record open until somebody receives the person.",
    "AT_COURT": "At court for the day; still the prison's.",
    "ROTL": "Out on temporary release; still the prison's.",
    "RESTRICTED_PATIENT": "In hospital; the prison that supports them is named.",
    "RELEASED": "Out of custody. At no prison.",
    "DECEASED": "Has died. At no prison.",
}
LATE = {
    "WAITING": "Somebody wrote it while the person moved away. The prison where the person is decides.",
    "ACCEPTED": "Saved by somebody there, in the words of the author. Both names are kept.",
    "RETURNED": "Not saved. The author reads why.",
    "ATTACHED": "Nobody decided in 28 days: it is a dated note in the history that names the author.",
}
MERGE = {
    "MERGED": "Both records are one. Everything of both is there once, counted before and after.",
    "EXCEPTION": "Two records were said to be one and were not joined. Nothing was changed; a steward must answer.",
    "ANSWERED": "A steward said why the two were not joined.",
    "UNDONE": "Taken back by two stewards: each record is as it was, and what was written since is allocated.",
}
IDENTITY = {
    "ASKED": "One steward asked, with a reason. Another one decides.",
    "DONE": "Another steward agreed, and it was done.",
    "DECLINED": "Another steward said no, with a reason.",
}
ALLOCATION = {
    "WAITING": "Written while two records were one; a steward says whose it is.",
    "STAYED": "It is of the person who has it.",
    "MOVED": "It was the other one's, who has it now.",
}
CASE = {
    "EXPECTED": "Staff or the source say that the person will be moved. Nothing has changed yet.",
    "DEPARTED": "Somebody left for another prison and nobody has received them yet.",
    "ARRIVED": "Received: the place has changed and both counts are kept. The files are still to be read.",
    "VERIFIED": "Both counts agree and each file is whole; or a steward has answered an exception.",
    "EXCEPTION": "Something is not as it was before the move. A steward must say what it was.",
    "ACCEPTED": "Staff at the new prison have taken the person over.",
    "CLOSED": "Nothing more is to be done.",
    "RETURNED": "The person came back to the prison that they had left.",
    "SUPERSEDED": "A later move took this one's place.",
    "CANCELLED": "The person left custody, or the move that was expected did not happen.",
    "REVERSED": "The source took the movement back: the person never left.",
}
EVENT = {
    "NEW": "Kept as it came, not yet acted on.",
    "APPLIED": "It changed where somebody is.",
    "DUPLICATE": "The same was said before.",
    "SUPERSEDED": "Something newer is known already.",
    "IGNORED": "It tells of no movement, or of none that changes anything.",
    "PARKED": "It cannot be read or applied as it is; the reason is kept with it.",
    "FAILED": "An error stopped it; the same message may be sent again.",
}
PLAN = {
    "DRAFT": "Being written.",
    "AGREED": "Agreed with the person, with the time and the member of staff.",
}
GOAL = {
    "ACTIVE": "Being worked on.",
    "COMPLETED": "Reached. It can be reopened with a reason, and corrected.",
    "ARCHIVED": "Put aside for a reason, and kept. It can be reopened.",
}
STEP = {
    "NOT_STARTED": "To do.",
    "ACTIVE": "Begun: staff have started it, or the person has ticked it and staff have still to confirm.",
    "COMPLETE": "Confirmed by staff.",
}
GOAL_PROPOSAL = {
    "WAITING": "The person has suggested a goal at a tablet; staff have not answered.",
    "ACCEPTED": "Staff made it a goal of the plan.",
    "DECLINED": "Staff said why not; the person reads the answer.",
    "TAKEN_BACK": "The person took it back before it was answered.",
}
SESSION_REQUEST = {
    "WAITING": "The person has asked for a session; staff have not answered. One waits at a time.",
    "ANSWERED": "Staff answered in words that the person reads.",
    "TAKEN_BACK": "The person took it back before it was answered.",
}
ENROLMENT = {
    "IN_PROGRESS": "The person is on the course.",
    "TEMPORARILY_WITHDRAWN": "On an agreed break. The seat is free for others meanwhile.",
    "COMPLETED": "Finished, with an outcome and perhaps a grade.",
    "WITHDRAWN": "Ended early, with the reason as a code.",
}
CLASS_PLACE = {
    "HELD": "A seat in a class. A class never has more of them than places.",
    "SUSPENDED": "On hold after a move, a release or during a break. It may be given back where there is room.",
    "ENDED": "Let go.",
}
COURSE_REQUEST = {
    "WAITING": "The person asked at a tablet. Staff where they are now will answer.",
    "ANSWERED": "Told yes, not yet or no, with a note that the person reads.",
    "TAKEN_BACK": "The person does not ask any more.",
}
IMPORT = {
    "CHECKED": "Each row has been looked at and nothing is saved.",
    "RUNNING": "Confirmed. A worker writes the rows, some at a time.",
    "DONE": "Every row was written or has a reason why not.",
    "STOPPED": "Whoever started it lost the post for it. What was written stays, and somebody else can go on.",
    "CANCELLED": "Taken back before it was confirmed, or forgotten. Nothing was saved.",
}
RESULT = {
    "CURRENT": "It counts.",
    "CORRECTED": "A newer row has taken its place, and says why. This one stays as it was written.",
    "VOID": "Taken out of use, with the reason, the time and the member of staff. It stays and counts for nothing.",
}
MATCH = {
    "MATCHED": "Staff confirmed that the learning record is this person's. The number is theirs alone.",
    "CANNOT_BE_MATCHED": "Staff looked, and the service's true answer is kept.",
    "UNMATCHED": "Staff undid the match. The number is free, and what came with it counts no more.",
}
CV_PAGES = {
    "WAITING": "Owed to the person; a worker makes them.",
    "READY": "Made, with the size and the digest of the file.",
    "FAILED": "Could not be made; the reason is a sentence.",
}
CV_PRINT = {
    "ASKED": "The person has asked staff to print this version. From now on the file is part of the record.",
    "PRINTED": "Printed and given, with the time and the member of staff.",
}
THREAD = {
    "OPEN": "Messages can be written.",
    "PAUSED": "For the time being none can.",
    "LOCKED": "Stopped by staff.",
    "CLOSED": "Over.",
}
MESSAGE = {
    "SUBMITTED": "Written; not yet in the queue.",
    "HELD": "Waits for a moderator of the prison where the person is now.",
    "APPROVED": "A moderator has let it pass.",
    "REJECTED": "A moderator has refused it, with a reason.",
    "ESCALATED": "Passed on with a safeguarding concern; still undecided.",
    "EXPIRED": "Nobody decided in time, so it was not sent.",
    "DELIVERED": "On the reader's page.",
    "READ": "Opened by the reader.",
}
CONCERN = {
    "RAISED": "Somebody is worried; nobody has taken it up yet.",
    "ACKNOWLEDGED": "Somebody at the prison has taken it up.",
    "CLOSED": "What was done about it is written down.",
}
NOTICE = {
    "WAITING": "Held back, because the worker had one a moment ago.",
    "QUEUED": "In the outbox.",
    "SENT": "Accepted by the notice service, with its reference.",
}
SESSION = {
    "PENDING_INITIAL_SCREENING_AND_ASSESSMENTS_FROM_CURIOUS": "Waits for assessments, which give it its date.",
    "SCHEDULED": "It has its date or its window.",
    "COMPLETED": "Held. Nothing changes any more.",
    "EXEMPT_PRISONER_DRUG_OR_ALCOHOL_DEPENDENCY": "On hold: drug or alcohol treatment. Ten days when it restarts.",
    "EXEMPT_PRISONER_OTHER_HEALTH_ISSUES": "On hold: other health treatment. Ten days.",
    "EXEMPT_PRISONER_FAILED_TO_ENGAGE": "On hold: will not take part. Five days.",
    "EXEMPT_PRISONER_ESCAPED_OR_ABSCONDED": "On hold: escaped, absconded or did not come back. Five days.",
    "EXEMPT_PRISONER_SAFETY_ISSUES": "On hold: not safe to attend. Ten days.",
    "EXEMPT_PRISON_REGIME_CIRCUMSTANCES": "On hold: a change of regime. Ten days.",
    "EXEMPT_PRISON_STAFF_REDEPLOYMENT": "On hold: no staff to escort. Five days.",
    "EXEMPT_PRISON_OPERATION_OR_SECURITY_ISSUE": "On hold: an incident or retraining. Five days.",
    "EXEMPT_SECURITY_ISSUE_RISK_TO_STAFF": "On hold: risk to staff. Ten days.",
    "EXEMPT_SYSTEM_TECHNICAL_ISSUE": "Entered late because the service was down. It restarts at once, five days.",
    "EXEMPT_SCREENING_AND_ASSESSMENT_IN_PROGRESS": "On hold: assessments still running. Five days.",
    "EXEMPT_SCREENING_AND_ASSESSMENT_INCOMPLETE": "On hold: assessments not complete. Five days.",
    "EXEMPT_PRISONER_TRANSFER": "Closed at the old prison; dated anew at the next one.",
    "EXEMPT_TEMP_ABSENCE": "Paused while the person is out for some days.",
    "EXEMPT_PRISONER_RELEASE": "Closed, because the person was released.",
    "EXEMPT_PRISONER_RELEASE_HOSPITAL": "Closed, because the person is in hospital.",
    "EXEMPT_PRISONER_DEATH": "Closed, because the person has died.",
    "EXEMPT_PRISONER_MERGE": "Closed, because two records became one.",
    "EXEMPT_UNKNOWN": "Closed on readmission, because nobody knows what became of it.",
}
SUPPORT_SCHEDULE = {
    "SCHEDULED": "A support plan, or its review, is to be done: by a date, or without one for a reason that is kept.",
    "COMPLETED": "The plan is written, or the review done. The next review follows at once.",
    "EXEMPT_SYSTEM_TECHNICAL_ISSUE": "Put off, because the service was down.",
    "EXEMPT_PRISONER_TRANSFER": "On hold: the person moved, and has no course at the new prison yet.",
    "EXEMPT_PRISONER_RELEASE": "On hold: the person was released.",
    "EXEMPT_PRISONER_DEATH": "The person has died.",
    "EXEMPT_PRISONER_MERGE": "Two records of the person became one, and the date is with the other.",
    "EXEMPT_PRISONER_NOT_COMPLY": "The plan was turned down, with a reason, until somebody asks again.",
    "EXEMPT_NOT_IN_EDUCATION": "On hold: the person is in no course now.",
    "EXEMPT_NO_NEED": "On hold: there is no need now.",
    "EXEMPT_UNKNOWN": "On hold, and nobody knows why.",
}
RECTIFICATION = {
    "WAITING": "The person said at a tablet that something is wrong. Staff where they are now have a month to answer.",
    "PUT_RIGHT": "Put right by the record's own verbs, or by a steward for a name; the person reads the answer.",
    "PARTLY": "Some of it was put right. The person is told how to complain.",
    "NOT_CHANGED": "It stays as it is, and the person is told why and how to complain.",
    "NOTE_KEPT": "It stays as it is, and the person's own words are kept with it.",
    "TAKEN_BACK": "The person took it back before it was answered.",
}
IDENTITY_CORRECTION = {
    "ASKED": "Somebody says what a name or a birth date should be, and what shows it.",
    "DONE": "A steward who did not ask agreed, and it is put right.",
    "REFUSED": "A steward left it as it is, and said why.",
}
ERASURE = {
    "ASKED": "A data protection officer asked, with a reason by law. Nothing is erased.",
    "APPROVED": "Another one approved. A worker erases all of it at once; a legal hold makes it wait.",
    "REFUSED": "Another one refused. Nothing is erased.",
    "DONE": "Erased, with the number of rows of each kind.",
    "LAPSED": "Something came after the approval that makes it another question. Nothing was erased.",
}
OUTBOX = {
    "WAITING": "Owed. It may be claimed when its time has come.",
    "LEASED": "A process has it. When the lease is over, another may take it up.",
    "SENT": "Done, in one transaction with its effect.",
    "DEAD": "Given up, with the last error. A person has to look (Background work).",
    "DISCARDED": "Taken off the list by a person. The row stays.",
}

PERMISSION: dict[str, str] = {
    P.LEARNER_VIEW: "Find the people at the own place, and open them",
    P.LEARNER_VIEW_ANYWHERE: "The same for people anywhere in England and Wales",
    P.PLAN_VIEW: "Read plans",
    P.PLAN_EDIT: "Write goals, agree plans, record inductions and reviews, put a session on hold",
    P.PLAN_CONFIRM_STEP: "Confirm that a step is done",
    P.PLAN_PRINT: "Print a plan for the person",
    P.INDUCTION_EDIT: "Change what a person said at induction, and their education before prison",
    P.SKILL_RATE: "Rate a person's skills for work, with what was seen",
    P.CASELOAD_ASSIGN: "Say who works with whom, one by one or many at once",
    P.NEED_VIEW_SUPPORT: "See what helps a person to learn",
    P.NEED_VIEW_DIAGNOSIS: "See conditions and diagnoses",
    P.NEED_RECORD: "Record a challenge, a strength, a strategy, a screener, or a condition that the person tells of",
    P.NEED_EDIT: "Record diagnoses; change, put aside or delete what was recorded; keep support plans",
    P.ASSESSMENT_VIEW: "See results of assessments and earlier qualifications",
    P.ASSESSMENT_RECORD: "Start an assessment and record its result",
    P.LRS_MATCH: "Look for a person in the Learning Records Service and confirm that it is them",
    P.COURSE_VIEW: "See courses, classes and who is in them",
    P.COURSE_MANAGE: "Keep courses and classes, and enrol people",
    P.ATTENDANCE_RECORD: "Record who came to a class",
    P.SHARING_VIEW: "See what a person has agreed to share with people outside",
    P.SHARING_RECORD: "Record or withdraw a sharing choice when the person asks for it",
    P.IMPORT_RUN: "Bring in results or people from a file",
    P.HISTORY_VIEW: "Read what happened to a person, step by step",
    P.CV_VIEW_SHARED: "Read a CV that its owner has shared with them by name",
    P.CV_PRINT: "Open and print the CV that a person asked to have printed",
    P.MESSAGE_MODERATE: "Read each message before it is sent, decide about it, and deal with concerns",
    P.MESSAGE_VIEW: "Read messages to answer the person they are about (no page yet)",
    P.TRANSFER_VIEW: "See who arrived, and the receipt",
    P.TRANSFER_VIEW_KINDS: "See the receipt kind by kind",
    P.TRANSFER_RESOLVE: "Answer what a transfer check found",
    P.TRANSFER_ACCEPT: "Accept an arrival and name who takes it on",
    P.HANDOVER_VIEW: "Read the hand-over note of a move",
    P.HANDOVER_EDIT: "Write the hand-over note of somebody who leaves",
    P.LATE_DECIDE: "Decide about what the last prison wrote after a move",
    P.BREAK_GLASS: "Open a record out of reach for an hour, with a reason; each use is reviewed",
    P.BREAK_GLASS_REVIEW: "Review each opening of a record out of reach",
    P.MERGE_VIEW: "See who was found to be one person, and what was taken apart",
    P.MERGE_ASK: "Ask to take a merge apart, or to move a row filed to the wrong person",
    P.MERGE_DECIDE: "Approve or refuse what another steward asked",
    P.PROOF_VIEW: "See the checks that no record was lost",
    P.PACKAGE_ASK: "Ask for a record to be sent to another service",
    P.PACKAGE_DECIDE: "Approve or refuse the sending of a record",
    P.PACKAGE_IMPORT: "Take in a record that another service sent",
    P.SUBJECT_ACCESS: "Answer a person who asks for everything held about them",
    P.RECTIFICATION_DECIDE: "Decide what a person says is wrong in their record",
    P.ERASURE_ASK: "Ask for an erasure by law",
    P.ERASURE_DECIDE: "Approve or refuse an erasure that another asked",
    P.LEGAL_HOLD: "Keep a record from being erased while the law needs it",
    P.PROVIDER_VIEW: "See providers, and who works with whom",
    P.PROVIDER_ASSIGN: "Start and end a worker's work with a person",
    P.KIOSK_PIN_ISSUE: "Print a one-time kiosk code; end a wait after wrong PINs",
    P.KIOSK_DEVICE_ENROL: "Enrol a tablet, and end its enrolment",
    P.ACCESS_LOG_VIEW: "See who looked at whom",
    P.AUDIT_VIEW: "Read the audit trail",
    P.ACCOUNT_MANAGE: "Keep accounts and postings (no page yet)",
    P.OUTBOX_MANAGE: "See background work, and try again what was given up",
    P.REPORT_VIEW: "See totals without names (no page yet)",
    P.OWN_VIEW: "Read the own record",
    P.OWN_EDIT: "Work on the own record",
    P.PORTAL_HOME: "Open the portal",
    P.PORTAL_MESSAGE: "Write with the people assigned to them",
    P.PORTAL_INVITE: "Invite colleagues of the own organisation",
}
