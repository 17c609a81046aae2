// Closures, because a failed assertion prints its operands, and Maven prints the log anyway.
def log = new File(basedir, "build.log").text
def times = { String text -> log.count(text) }

def place = 'runbooks/disk-full.md:3:17: '
def stale = '[stale-validation]: the validation of 2026-11-02 is older than 180 days'
assert times(place + 'warning' + stale) == 1
assert times('without a base to compare with, 1 validation of no more worth is a warning') == 1
// By the clock, and against the base, where one step was another.
assert times(place + 'error' + stale) == 2
assert times(':check (default) on project check-by-date: 1 error; 1 alert in 1 file') == 2
assert times('runbook.as-of is tomorrow, and has to be a day written as year-month-day, such as 2026-11-22') >= 1
// The user's mistakes, not the plugin's.
assert times('MojoExecutionException') == 0 && times('\tat ') == 0
