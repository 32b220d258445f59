# People, roles and codes.

people-title = People
people-n = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
people-one-administrator = There is one administrator only. Add a second one: only together can you change roles.
people-changes = Roles that wait for a second administrator
people-asked-by = Asked by { $name }, { $at }
people-approve = Approve
people-refuse = Refuse
people-waits = Waits for a second administrator
people-withdraw = Withdraw
people-name = Name
people-short = Short name
people-short-help = Small letters, digits, dot or hyphen. For instance: anna. The person signs on with it.
people-short-wrong = This short name is not possible. Begin with a letter and use small letters, digits, dots and hyphens only.
people-short-taken = Somebody else has this short name already.
people-name-wrong = Fill in a name of at most 120 characters.
people-roles = Roles
people-no-role = No role
people-access = Access
people-can-sign-on = Can sign on
people-cannot-sign-on = No access yet
people-add = Add somebody
people-add-help = You add the person. The roles hold once a second administrator has approved them.
people-add-button = Add
people-code-given = The code
people-code-how = Give this code in person or by telephone, not by mail. The person goes to Sign on, chooses “Make your access” and fills in the short name { $short } and this code.
people-code-until = You see the code only now. It works once, until { $at }.
people-code-first = With a code this person makes a passkey or passphrase.
people-code-again = This person can sign on. If the key is lost, give a new code.
people-code-button = Make a code
people-self = This is you. Another administrator changes your roles. Your keys are under
people-change-waits = A proposal for other roles waits. Decide on it first:
people-roles-help = A second administrator must approve this. An administrator or supporter never gets a role that reads content.
people-roles-button = Propose other roles
people-subject = Identifier at the sign-on of your organisation
people-subject-help = The value that your sign-on service gives for this person.
people-subject-button = Bind
people-rights-title = Who may do what
people-rights-lead = This table is the rule itself: Zegel asks it at every act.
people-act = Act
people-yes = May
people-no = May not
people-four-eyes = Nobody decides alone
people-four-eyes-register = Who brought in a chat, or owns it, does not register it.
people-four-eyes-release = Who asks for a release does not approve it.
people-four-eyes-destroy = Who proposes destruction does not carry it out.
people-four-eyes-roles = Who proposes roles does not approve them. Nobody changes their own roles.
people-four-eyes-blind = An administrator or supporter never also has a role that reads content.
people-revoke-title = Take access away
people-revoke-help = For a lost device or somebody who leaves. All keys stop working at once. The roles stay.
people-revoke-button = Take all access away
