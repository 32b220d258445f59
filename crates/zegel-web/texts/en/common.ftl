# What stands on every page.

common-skip = To the content
common-main-menu = Main menu
common-menu = Menu
common-sign-off = Sign off
common-my-access = My access

common-menu-sift = Sift
common-menu-intake = Submissions
common-menu-search = Search
common-menu-dossiers = Dossiers
common-menu-releases = Releases
common-menu-ledger = Ledger
common-menu-people = People
common-menu-rights = Who may do what

common-n-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}

common-month-1 = January
common-month-2 = February
common-month-3 = March
common-month-4 = April
common-month-5 = May
common-month-6 = June
common-month-7 = July
common-month-8 = August
common-month-9 = September
common-month-10 = October
common-month-11 = November
common-month-12 = December

common-weekday-1 = Monday
common-weekday-2 = Tuesday
common-weekday-3 = Wednesday
common-weekday-4 = Thursday
common-weekday-5 = Friday
common-weekday-6 = Saturday
common-weekday-7 = Sunday

common-role-chat-owner = Chat owner
common-role-supporter = Supporter
common-role-records-adviser = Records adviser
common-role-data-owner = Data owner
common-role-archivist = Archivist
common-role-lawyer = Public access lawyer
common-role-privacy-officer = Data protection officer
common-role-administrator = Administrator
common-role-inspector = Inspector

common-act-accept = Bring in a submission
common-act-see-states = See states, counts and dates
common-act-read = Read submissions and records
common-act-search = Search in the content
common-act-keep-dossier = Open or close a dossier
common-act-register = Register
common-act-store = Transform and store
common-act-end-copy = End interim copies
common-act-close-capture = Close a capture
common-act-propose-release = Ask for a release
common-act-approve-release = Approve a release
common-act-hold = Place or lift a hold
common-act-propose-destruction = Propose destruction
common-act-approve-destruction = Approve and carry out destruction
common-act-read-ledger = Read the ledger
common-act-count-scope = Count the scope of a breach
common-act-verify = Verify the whole archive
common-act-keep-people = Add people and give roles
common-act-see-rhythm = See the rhythm of owners
common-act-check-settings = Check the settings of one's own apps
common-act-keep-notice = Write the notice to chat partners
common-act-keep-suggestions = Switch suggestions on or off
common-act-keep-draft = Keep one’s own sealed draft
common-act-keep-keys = Manage keys
common-act-sign-on = Sign on and keep one’s own access
common-act-propose-roles = Ask for other roles for somebody
common-act-approve-roles = Approve roles that somebody else asked for

common-session-near = You are about to be signed off. Minutes left:
common-session-stay = Stay signed on
common-session-ended = You are signed off. What is on this page stays. Sign on in a new tab and go on here.
common-session-again = Sign on in a new tab
common-crumbs = Breadcrumb
common-act-report-breach = Report a data breach
common-act-see-breaches = Read the register of data breaches
common-act-handle-breach = Handle a data breach
common-act-approve-breach = Decide on a data breach as a second person
common-act-see-risks = Read the risk register
common-act-keep-risks = Judge risks and record measures
common-act-keep-texts = Write rules of play, protocols and texts
common-act-read-texts = Read rules of play and protocols
