"""Who may open what: every address of the three doors, by every role. The one table; test_matrix.py drives it.

Each line:  route | answer | who, about their own place (or themselves) | who, about another place (or person) too

* `answer` is what those who may get: 200 a page, 302 on to another page of the same door, 405 an address for POST only.
* Everybody else at that door gets 404. Whoever has not signed in there is sent to its sign-in page.
* A route whose `who` is EVERYBODY is open without a sign-in. SIGNED_IN is everybody who signed in at that door.
* ACCOUNT marks the pages of one's own account (allauth): they take no one else's id and answer for oneself alone.
* NOBODY marks an address that allauth insists on naming, and that is 404 for all.
* The last column is empty where the address names nothing, and "-" where it names something and nobody reaches further.

The roles are written out: this table does not read campus.accounts.permissions, it is what that table must come to.
Source: transfers-access-security.md 2.4-2.6; providers-messaging-outcomes.md 2.8.
"""

from dataclasses import dataclass

EVERYBODY, SIGNED_IN, ACCOUNT, NOBODY = "EVERYBODY", "SIGNED_IN", "ACCOUNT", "NOBODY"

GROUPS = {
    "READERS": "EDU_MGR TUTOR NSM CIAG PEL WORK_COACH KEYW POM",
    "EDUCATION": "EDU_MGR TUTOR NSM CIAG PEL",
    "PRINTERS": "EDU_MGR CIAG PEL KEYW",
}

TABLE = {
    "everybody": """
        front                           | 200 | EVERYBODY
        healthz                         | 200 | EVERYBODY
        readyz                          | 200 | EVERYBODY
        events:take_in                  | 404 | NOBODY
    """,
    "staff": """
        account_login                   | 200 | EVERYBODY
        account_logout                  | 302 | EVERYBODY
        account_inactive                | 200 | EVERYBODY
        account_reauthenticate          | 200 | ACCOUNT
        account_change_password         | 200 | ACCOUNT
        mfa_index                       | 200 | ACCOUNT
        mfa_authenticate                | 302 | EVERYBODY
        mfa_reauthenticate              | 200 | ACCOUNT
        mfa_activate_totp               | 200 | ACCOUNT
        mfa_deactivate_totp             | 200 | ACCOUNT
        mfa_view_recovery_codes         | 200 | ACCOUNT
        mfa_generate_recovery_codes     | 200 | ACCOUNT
        mfa_list_webauthn               | 200 | ACCOUNT
        mfa_add_webauthn                | 200 | ACCOUNT
        mfa_reauthenticate_webauthn     | 200 | ACCOUNT
        mfa_remove_webauthn             | 200 | ACCOUNT | -
        mfa_edit_webauthn               | 200 | ACCOUNT | -
        usersessions_list               | 200 | ACCOUNT
        account_signup                  | 404 | NOBODY
        account_email                   | 404 | NOBODY
        account_reset_password          | 404 | NOBODY
        account_email_verification_sent | 404 | NOBODY
        account_set_password            | 404 | NOBODY
        account_confirm_login_code      | 404 | NOBODY
        about:help                      | 200 | EVERYBODY
        about:accessibility             | 200 | EVERYBODY
        about:privacy                   | 200 | EVERYBODY
        about:cookies                   | 200 | EVERYBODY
        about:about-the-data            | 200 | EVERYBODY
        about:design                    | 200 | EVERYBODY
        accounts:posting                | 200 | SIGNED_IN
        accounts:personas               | 200 | EVERYBODY
        accounts:become                 | 404 | NOBODY
        audit:work                      | 200 | SYS_ADMIN
        audit:trail                     | 200 | AUDITOR DPO_SAR
        audit:access-log                | 200 | SEC AUDITOR DPO_SAR
        proof:proof                     | 200 | EDU_MGR GOVERNOR NAT_VIEW NAT_STEWARD NAT_REPORT AUDITOR DPO_SAR SYS_ADMIN
        rights:requests                 | 200 | EDU_MGR DPO_SAR
        rights:request                  | 200 | EDU_MGR DPO_SAR                             | DPO_SAR
        rights:longer                   | 200 | EDU_MGR DPO_SAR                             | DPO_SAR
        rights:identities               | 200 | NAT_STEWARD
        rights:identity                 | 200 | NAT_STEWARD                                 | NAT_STEWARD
        rights:orders                   | 200 | DPO_SAR
        rights:order                    | 200 | DPO_SAR                                     | DPO_SAR
        rights:holds                    | 200 | DPO_SAR
        rights:end-hold                 | 200 | DPO_SAR                                     | DPO_SAR
        rights:retention                | 200 | DPO_SAR
        rights:due                      | 200 | DPO_SAR
        rights:person                   | 200 | DPO_SAR                                     | DPO_SAR
        rights:ask-erasure              | 200 | DPO_SAR                                     | DPO_SAR
        rights:begin-hold               | 200 | DPO_SAR                                     | DPO_SAR
        rights:ask-identity             | 200 | EDU_MGR NAT_STEWARD DPO_SAR                 | NAT_STEWARD DPO_SAR
        learners:today                  | 200 | SIGNED_IN
        learners:person                 | 200 | READERS SEC NAT_VIEW NAT_STEWARD DPO_SAR    | NAT_VIEW NAT_STEWARD DPO_SAR
        learners:kiosk-code             | 200 | EDU_MGR KEYW                                | -
        learners:end-wait               | 302 | EDU_MGR KEYW                                | -
        learners:devices                | 200 | EDU_MGR LOCAL_ADMIN
        learners:end-device             | 302 | EDU_MGR LOCAL_ADMIN                         | -
        learners:history                | 200 | READERS NAT_VIEW DPO_SAR               | NAT_VIEW DPO_SAR
        learners:sharing                | 200 | READERS NAT_VIEW DPO_SAR               | NAT_VIEW DPO_SAR
        learners:change-sharing         | 302 | EDU_MGR CIAG                           | -
        imports:imports                 | 200 | EDU_MGR
        imports:send                    | 200 | EDU_MGR
        imports:example                 | 200 | EDU_MGR
        imports:batch                   | 200 | EDU_MGR                                | -
        imports:confirm                 | 302 | EDU_MGR                                | -
        imports:cancel                  | 302 | EDU_MGR                                | -
        imports:refused                 | 200 | EDU_MGR                                | -
        courses:courses                 | 200 | READERS NAT_VIEW DPO_SAR RELEASED_VIEW
        courses:add-course              | 200 | EDU_MGR
        courses:course                  | 200 | READERS NAT_VIEW DPO_SAR RELEASED_VIEW | READERS NAT_VIEW DPO_SAR RELEASED_VIEW
        courses:change-course           | 200 | EDU_MGR                                | EDU_MGR
        courses:offer                   | 302 | EDU_MGR                                | EDU_MGR
        courses:stop-offering           | 302 | EDU_MGR                                | EDU_MGR
        courses:add-class               | 200 | EDU_MGR                                | EDU_MGR
        courses:class                   | 200 | READERS NAT_VIEW DPO_SAR               | NAT_VIEW DPO_SAR
        courses:attendance              | 302 | EDU_MGR TUTOR                          | -
        courses:change-class            | 200 | EDU_MGR                                | -
        courses:add-to-class            | 200 | EDU_MGR                                | -
        courses:requests                | 200 | EDU_MGR
        courses:request                 | 200 | EDU_MGR                                | -
        courses:enrol                   | 200 | EDU_MGR                                | -
        courses:enrolment               | 200 | READERS NAT_VIEW DPO_SAR               | NAT_VIEW DPO_SAR
        courses:complete                | 200 | EDU_MGR                                | -
        courses:withdraw                | 200 | EDU_MGR                                | -
        courses:break                   | 200 | EDU_MGR                                | -
        courses:back                    | 200 | EDU_MGR                                | -
        courses:reopen                  | 200 | EDU_MGR                                | -
        courses:choose-place            | 200 | EDU_MGR                                | -
        courses:end-place               | 302 | EDU_MGR                                | -
        courses:resume-place            | 302 | EDU_MGR                                | -
        plans:people                    | 200 | READERS SEC NAT_VIEW NAT_STEWARD DPO_SAR RELEASED_VIEW
        plans:sessions                  | 200 | READERS
        plans:sessions-csv              | 200 | READERS
        plans:reassign                  | 200 | EDU_MGR
        plans:assign                    | 200 | EDU_MGR                                     | -
        plans:take-on                   | 302 | EDU_MGR CIAG                                | -
        plans:let-go                    | 302 | EDU_MGR CIAG                                | -
        plans:hold                      | 200 | EDU_MGR CIAG                                | -
        plans:restart                   | 200 | EDU_MGR CIAG                                | -
        plans:reviews                   | 200 | READERS NAT_VIEW DPO_SAR                    | NAT_VIEW DPO_SAR
        plans:start-review              | 200 | EDU_MGR CIAG                                | -
        plans:complete-review           | 200 | EDU_MGR CIAG                                | -
        plans:plan                      | 200 | READERS NAT_VIEW DPO_SAR                    | NAT_VIEW DPO_SAR
        plans:agree                     | 302 | EDU_MGR CIAG                                | -
        plans:start-induction           | 200 | EDU_MGR CIAG                                | -
        plans:induction-check           | 200 | EDU_MGR CIAG                                | -
        plans:induction-question        | 200 | EDU_MGR CIAG                                | -
        plans:induction-use             | 302 | EDU_MGR CIAG                                | -
        plans:interests                 | 200 | READERS NAT_VIEW DPO_SAR                    | NAT_VIEW DPO_SAR
        plans:edit-answer               | 200 | EDU_MGR TUTOR CIAG                          | -
        plans:qualifications            | 200 | EDU_MGR TUTOR CIAG                          | -
        plans:add-qualification         | 200 | EDU_MGR TUTOR CIAG                          | -
        plans:qualification-details     | 200 | EDU_MGR TUTOR CIAG                          | -
        plans:remove-qualification      | 302 | EDU_MGR TUTOR CIAG                          | -
        plans:put-back-qualification    | 302 | EDU_MGR TUTOR CIAG                          | -
        plans:skills                    | 200 | READERS NAT_VIEW DPO_SAR                    | NAT_VIEW DPO_SAR
        plans:skill                     | 200 | READERS NAT_VIEW DPO_SAR                    | NAT_VIEW DPO_SAR
        plans:rate-skill                | 200 | READERS                                     | -
        plans:add-goal                  | 200 | EDU_MGR CIAG                                | -
        plans:goal                      | 200 | EDU_MGR CIAG                                | -
        plans:confirm-step              | 302 | EDU_MGR TUTOR CIAG                          | -
        plans:start-step                | 302 | EDU_MGR TUTOR CIAG                          | -
        plans:set-back-step             | 302 | EDU_MGR TUTOR CIAG                          | -
        plans:move-step                 | 302 | EDU_MGR CIAG                                | -
        plans:take-out-step             | 302 | EDU_MGR CIAG                                | -
        plans:put-back-step             | 302 | EDU_MGR CIAG                                | -
        plans:steps                     | 200 | EDU_MGR CIAG                                | -
        plans:step                      | 200 | EDU_MGR CIAG                                | -
        plans:complete-goal             | 200 | EDU_MGR CIAG                                | -
        plans:archive-goal              | 200 | EDU_MGR CIAG                                | -
        plans:reopen-goal               | 200 | EDU_MGR CIAG                                | -
        plans:accept-proposal           | 200 | EDU_MGR CIAG                                | -
        plans:decline-proposal          | 200 | EDU_MGR CIAG                                | -
        plans:answer-request            | 200 | EDU_MGR CIAG                                | -
        plans:correct                   | 200 | EDU_MGR CIAG                                | -
        plans:print-plan                | 302 | PRINTERS                                    | -
        plans:print                     | 200 | PRINTERS                                    | -
        plans:print-again               | 302 | PRINTERS                                    | -
        plans:print-pdf                 | 200 | PRINTERS                                    | -
        plans:asked                     | 200 | EDU_MGR CIAG
        assessments:education           | 200 | READERS NAT_VIEW DPO_SAR               | NAT_VIEW DPO_SAR
        assessments:qualifications      | 200 | READERS NAT_VIEW DPO_SAR               | NAT_VIEW DPO_SAR
        assessments:result              | 200 | READERS NAT_VIEW DPO_SAR               | NAT_VIEW DPO_SAR
        assessments:start               | 200 | EDU_MGR TUTOR NSM                      | -
        assessments:assess              | 200 | EDU_MGR TUTOR NSM                      | -
        assessments:again               | 200 | EDU_MGR TUTOR NSM                      | -
        assessments:use                 | 302 | EDU_MGR TUTOR NSM                      | -
        assessments:correct             | 200 | EDU_MGR TUTOR NSM                      | -
        assessments:void                | 200 | EDU_MGR TUTOR NSM                      | -
        assessments:match               | 200 | EDU_MGR CIAG                           | -
        assessments:record              | 302 | EDU_MGR CIAG                           | -
        assessments:confirm             | 302 | EDU_MGR CIAG                           | -
        assessments:no-match            | 302 | EDU_MGR CIAG                           | -
        assessments:unmatch             | 200 | EDU_MGR CIAG                           | -
        assessments:read                | 302 | EDU_MGR CIAG                           | -
        assessments:unmatched           | 200 | EDU_MGR CIAG
        needs:people                    | 200 | EDU_MGR NSM
        needs:support                   | 200 | READERS NAT_VIEW DPO_SAR                    | NAT_VIEW DPO_SAR
        needs:add-condition             | 200 | READERS                                     | -
        needs:add-challenge             | 200 | READERS                                     | -
        needs:add-strength              | 200 | READERS                                     | -
        needs:add-strategy              | 200 | READERS                                     | -
        needs:add-screener              | 200 | READERS                                     | -
        needs:condition                 | 200 | NSM                                         | -
        needs:challenge                 | 200 | NSM                                         | -
        needs:strength                  | 200 | NSM                                         | -
        needs:strategy                  | 200 | NSM                                         | -
        needs:archive                   | 200 | NSM                                         | -
        needs:restore                   | 302 | NSM                                         | -
        needs:delete                    | 200 | NSM                                         | -
        needs:confirm-delete            | 302 | NSM                                         | -
        needs:plan                      | 200 | EDU_MGR NSM DPO_SAR                         | DPO_SAR
        needs:write-plan                | 200 | NSM                                         | -
        needs:change-plan               | 200 | NSM                                         | -
        needs:review-plan               | 200 | NSM                                         | -
        needs:decline                   | 200 | NSM                                         | -
        needs:ask-again                 | 302 | NSM                                         | -
        needs:ehcp                      | 200 | NSM                                         | -
        providers:providers             | 200 | EDUCATION BROKER NAT_VIEW JOB_ADMIN
        providers:provider              | 200 | EDUCATION BROKER NAT_VIEW JOB_ADMIN         | EDUCATION BROKER NAT_VIEW JOB_ADMIN
        messaging:queue                 | 200 | MODERATOR
        messaging:take_next             | 405 | MODERATOR
        messaging:decided               | 200 | MODERATOR
        messaging:concerns              | 200 | MODERATOR
        messaging:concern               | 200 | MODERATOR                                   | -
        messaging:take_concern          | 405 | MODERATOR                                   | -
        messaging:check                 | 200 | MODERATOR                                   | -
        messaging:take                  | 405 | MODERATOR                                   | -
        messaging:leave                 | 405 | MODERATOR                                   | -
        messaging:person                | 200 | EDUCATION NAT_VIEW                          | NAT_VIEW
        messaging:assign                | 200 | EDU_MGR CIAG PEL                            | -
        messaging:end_assignment        | 200 | EDU_MGR CIAG PEL                            | -
        cvs:person-work                 | 200 | READERS SEC NAT_VIEW NAT_STEWARD DPO_SAR    | NAT_VIEW NAT_STEWARD DPO_SAR
        cvs:printing                    | 200 | PRINTERS
        cvs:print-pdf                   | 200 | PRINTERS                                    | -
        cvs:mark-printed                | 405 | PRINTERS                                    | -
        transfers:receipt               | 200 | EDUCATION SEC NAT_VIEW NAT_STEWARD DPO_SAR  | NAT_VIEW NAT_STEWARD DPO_SAR
        transfers:receipt-paper         | 200 | EDU_MGR CIAG NAT_STEWARD DPO_SAR            | NAT_STEWARD DPO_SAR
        handover:arrived                | 200 | EDUCATION SEC NAT_VIEW NAT_STEWARD DPO_SAR
        handover:left                   | 200 | EDUCATION SEC NAT_VIEW NAT_STEWARD DPO_SAR
        handover:accepted               | 200 | EDUCATION SEC NAT_VIEW NAT_STEWARD DPO_SAR
        handover:expected               | 200 | EDUCATION KEYW POM NAT_VIEW NAT_STEWARD DPO_SAR
        handover:expected-card          | 200 | EDUCATION KEYW POM                          | -
        handover:case                   | 200 | EDUCATION SEC NAT_VIEW NAT_STEWARD DPO_SAR  | NAT_VIEW NAT_STEWARD DPO_SAR
        handover:give                   | 302 | EDU_MGR NAT_STEWARD                         | NAT_STEWARD
        handover:note                   | 200 | EDUCATION                                   | -
        handover:expect                 | 200 | EDUCATION                                   | -
        handover:late                   | 200 | EDU_MGR NSM
        handover:late-mine              | 200 | READERS SEC NAT_VIEW NAT_STEWARD DPO_SAR RELEASED_VIEW
        handover:late-note              | 200 | EDU_MGR                                     | -
        handover:late-change            | 200 | EDU_MGR                                     | -
        handover:late-return            | 200 | EDU_MGR                                     | -
        handover:emergency              | 200 | EDU_MGR NSM CIAG PEL POM
        handover:emergency-close        | 405 | EDU_MGR NSM CIAG PEL POM                    | -
        handover:emergency-reviews      | 200 | SEC
        handover:emergency-review       | 200 | SEC                                         | -
        merges:merges                   | 200 | NAT_STEWARD AUDITOR DPO_SAR
        merges:merge                    | 200 | NAT_STEWARD AUDITOR DPO_SAR                 | NAT_STEWARD AUDITOR DPO_SAR
        merges:part                     | 200 | NAT_STEWARD                                 | NAT_STEWARD
        merges:join                     | 200 | NAT_STEWARD
        merges:requests                 | 200 | NAT_STEWARD
        merges:decide                   | 200 | NAT_STEWARD                                 | NAT_STEWARD
        merges:allocations              | 200 | NAT_STEWARD
        merges:allot                    | 200 | NAT_STEWARD                                 | NAT_STEWARD
        merges:questions                | 200 | NAT_STEWARD
        merges:answer                   | 200 | NAT_STEWARD                                 | NAT_STEWARD
        merges:wrong-person             | 200 | NAT_STEWARD
        merges:move                     | 200 | NAT_STEWARD                                 | NAT_STEWARD
        merges:earlier                  | 200 | READERS SEC NAT_VIEW NAT_STEWARD DPO_SAR    | NAT_VIEW NAT_STEWARD DPO_SAR
        packages:packages               | 200 | EDU_MGR PEL NAT_STEWARD DPO_SAR
        packages:received               | 200 | NAT_STEWARD
        packages:received-one           | 200 | NAT_STEWARD                                 | NAT_STEWARD
        packages:turn-away              | 200 | NAT_STEWARD                                 | NAT_STEWARD
        packages:case                   | 200 | EDU_MGR PEL NAT_STEWARD DPO_SAR             | NAT_STEWARD DPO_SAR
        packages:decide                 | 200 | NAT_STEWARD DPO_SAR                         | NAT_STEWARD DPO_SAR
        packages:answer                 | 200 | EDU_MGR PEL NAT_STEWARD DPO_SAR             | NAT_STEWARD DPO_SAR
        packages:again                  | 302 | EDU_MGR PEL NAT_STEWARD DPO_SAR             | NAT_STEWARD DPO_SAR
        packages:close                  | 302 | EDU_MGR PEL NAT_STEWARD DPO_SAR             | NAT_STEWARD DPO_SAR
        packages:file                   | 200 | EDU_MGR PEL NAT_STEWARD DPO_SAR             | NAT_STEWARD DPO_SAR
        packages:ask                    | 200 | EDU_MGR PEL NAT_STEWARD DPO_SAR             | NAT_STEWARD DPO_SAR
        packages:own-copies             | 200 | PRINTERS                                    | -
        packages:own-copy-paper         | 200 | PRINTERS                                    | -
        packages:start-answer           | 200 | DPO_SAR                                     | DPO_SAR
        packages:answers                | 200 | DPO_SAR
        packages:answer-one             | 200 | DPO_SAR                                     | DPO_SAR
        packages:read-next              | 302 | DPO_SAR                                     | DPO_SAR
        packages:read                   | 200 | DPO_SAR                                     | DPO_SAR
        packages:answer-file            | 200 | DPO_SAR                                     | DPO_SAR
        transfers:exceptions            | 200 | NAT_STEWARD
        transfers:resolve               | 200 | NAT_STEWARD                                 | NAT_STEWARD
    """,
    "portal": """
        account_login                   | 200 | EVERYBODY
        account_logout                  | 302 | EVERYBODY
        account_inactive                | 200 | EVERYBODY
        account_reauthenticate          | 200 | ACCOUNT
        account_change_password         | 200 | ACCOUNT
        mfa_index                       | 200 | ACCOUNT
        mfa_authenticate                | 302 | EVERYBODY
        mfa_reauthenticate              | 200 | ACCOUNT
        mfa_activate_totp               | 200 | ACCOUNT
        mfa_deactivate_totp             | 200 | ACCOUNT
        mfa_view_recovery_codes         | 200 | ACCOUNT
        mfa_generate_recovery_codes     | 200 | ACCOUNT
        mfa_list_webauthn               | 200 | ACCOUNT
        mfa_add_webauthn                | 200 | ACCOUNT
        mfa_reauthenticate_webauthn     | 200 | ACCOUNT
        mfa_remove_webauthn             | 200 | ACCOUNT | -
        mfa_edit_webauthn               | 200 | ACCOUNT | -
        usersessions_list               | 200 | ACCOUNT
        account_signup                  | 404 | NOBODY
        account_email                   | 404 | NOBODY
        account_reset_password          | 404 | NOBODY
        account_email_verification_sent | 404 | NOBODY
        account_set_password            | 404 | NOBODY
        account_confirm_login_code      | 404 | NOBODY
        about:help                      | 200 | EVERYBODY
        about:accessibility             | 200 | EVERYBODY
        about:privacy                   | 200 | EVERYBODY
        about:cookies                   | 200 | EVERYBODY
        about:about-the-data            | 200 | EVERYBODY
        about:what-you-see              | 200 | EVERYBODY
        accounts:posting                | 200 | SIGNED_IN
        accounts:personas               | 200 | EVERYBODY
        accounts:become                 | 404 | NOBODY
        accounts:invitation             | 200 | EVERYBODY
        accounts:colleagues             | 200 | ORG_ADMIN ORG_MANAGER
        providers:home                  | 200 | SIGNED_IN
        messaging:threads               | 200 | CASEWORKER MENTOR
        messaging:new                   | 200 | CASEWORKER MENTOR
        messaging:thread                | 200 | CASEWORKER                                  | -
        messaging:worried               | 200 | CASEWORKER                                  | -
    """,
    "kiosk": """
        about:help                      | 200 | EVERYBODY
        about:accessibility             | 200 | EVERYBODY
        about:privacy                   | 200 | EVERYBODY
        about:cookies                   | 200 | EVERYBODY
        about:about-the-data            | 200 | EVERYBODY
        learners:sign-in                | 200 | EVERYBODY
        learners:pin                    | 302 | EVERYBODY
        learners:sign-out               | 302 | EVERYBODY
        learners:signed-out             | 200 | EVERYBODY
        learners:locked                 | 200 | EVERYBODY
        learners:language               | 302 | EVERYBODY
        learners:personas               | 200 | EVERYBODY
        learners:demo-device            | 302 | EVERYBODY
        learners:become                 | 404 | NOBODY
        learners:home                   | 200 | LRN_KIOSK
        learners:new-pin                | 200 | LRN_KIOSK
        learners:settings               | 200 | LRN_KIOSK
        learners:text-size              | 302 | LRN_KIOSK
        learners:my-sharing             | 200 | LRN_KIOSK
        learners:change-my-sharing      | 302 | LRN_KIOSK
        courses:courses                 | 200 | LRN_KIOSK
        courses:course                  | 200 | LRN_KIOSK                              | -
        courses:take-back               | 302 | LRN_KIOSK                              | -
        plans:plan                      | 200 | LRN_KIOSK
        plans:tick                      | 302 | LRN_KIOSK                                   | -
        plans:untick                    | 302 | LRN_KIOSK                                   | -
        plans:suggest                   | 200 | LRN_KIOSK
        plans:about-you                 | 200 | LRN_KIOSK
        plans:about-you-check           | 200 | LRN_KIOSK
        plans:about-you-certificates    | 200 | LRN_KIOSK
        plans:about-you-question        | 200 | LRN_KIOSK
        plans:skills                    | 200 | LRN_KIOSK
        plans:rate-skill                | 200 | LRN_KIOSK
        plans:take-back-suggestion      | 302 | LRN_KIOSK                                   | -
        plans:ask-for-session           | 200 | LRN_KIOSK
        plans:stop-asking               | 302 | LRN_KIOSK                                   | -
        assessments:results             | 200 | LRN_KIOSK
        needs:what-helps                | 200 | LRN_KIOSK
        needs:take-back                 | 302 | LRN_KIOSK                                   | -
        cvs:work                        | 200 | LRN_KIOSK
        cvs:my-cv                       | 200 | LRN_KIOSK
        cvs:check                       | 200 | LRN_KIOSK
        cvs:older                       | 200 | LRN_KIOSK
        cvs:share                       | 200 | LRN_KIOSK
        cvs:stop-sharing                | 405 | LRN_KIOSK                                   | -
        cvs:version                     | 200 | LRN_KIOSK                                   | -
        cvs:try-again                   | 200 | LRN_KIOSK                                   | -
        cvs:ask-to-print                | 200 | LRN_KIOSK                                   | -
        cvs:page                        | 200 | LRN_KIOSK                                   | -
        cvs:picture                     | 200 | LRN_KIOSK                                   | -
        cvs:question                    | 200 | LRN_KIOSK
        cvs:look                        | 200 | LRN_KIOSK
        messaging:threads               | 200 | LRN_KIOSK
        messaging:new                   | 200 | LRN_KIOSK
        messaging:thread                | 200 | LRN_KIOSK                                   | -
        rights:wrong                    | 200 | LRN_KIOSK
        rights:take-back                | 302 | LRN_KIOSK                                   | -
        transfers:receipt               | 200 | LRN_KIOSK
        packages:my-record              | 200 | LRN_KIOSK
        packages:ask-for-copy           | 302 | LRN_KIOSK
        packages:my-copy                | 200 | LRN_KIOSK | -
        packages:copy-again             | 302 | LRN_KIOSK | -
        packages:my-part                | 200 | LRN_KIOSK | -
    """,
}

# What an address takes that is nobody's: the names of the eight questions of a CV, a token that is itself the secret.
NOT_A_THING = {"state", "question", "token", "code", "topic", "level", "skill", "period"}


@dataclass(frozen=True)
class Row:
    door: str
    route: str
    answer: int
    own: frozenset[str]
    further: frozenset[str] | None

    @property
    def is_open(self) -> bool:
        return self.own == {EVERYBODY}

    @property
    def is_account(self) -> bool:
        return self.own == {ACCOUNT}

    @property
    def is_nobodys(self) -> bool:
        return self.own == {NOBODY}

    def lets_in(self, role: str) -> bool:
        return role in self.own or self.own == {SIGNED_IN}


def rows(door: str) -> list[Row]:
    return [_row(door, line) for line in TABLE[door].strip().splitlines()]


def _row(door: str, line: str) -> Row:
    route, answer, own, *further = (cell.strip() for cell in line.split("|"))
    return Row(door, route, int(answer), _roles(own), _roles(further[0]) if further else None)


def _roles(cell: str) -> frozenset[str]:
    words = [GROUPS.get(word, word) for word in cell.split() if word != "-"]
    return frozenset(" ".join(words).split())
