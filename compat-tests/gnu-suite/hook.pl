# Runs GNU make's suite driver with two changes: a shorter time limit for one run of make, and a
# line in $UMAKE_SUITE_RESULTS for every case, so that cases have names:
#   SCRIPT:LINE.K <tab> ok|FAIL <tab> log file <tab> why
# LINE is where the script asks for the comparison; K counts the comparisons asked for there.
use FindBin;
use lib "$FindBin::Bin";
my ($results, $limit);
BEGIN {
  $results = delete $ENV{UMAKE_SUITE_RESULTS};
  $limit = delete $ENV{UMAKE_SUITE_CASE_LIMIT};
}
require "test_driver.pl";
$test_timeout = $limit;

my (%asked, $compared, $matched_so_far);
sub report {
  open(my $out, '>>', $results) or return;
  print $out join("\t", @_), "\n";
  close $out;
}
my $compare = \&compare_output;
no warnings 'redefine';
*compare_output = sub {
  my ($depth, $where) = (0, '?');
  while (my @frame = caller($depth++)) {
    next unless $frame[1] =~ m,scripts/(\S+),;
    $where = "$1:$frame[2]";
    last;
  }
  my $before = $tests_passed;
  my $matched = $compare->(@_);
  my $ok = $tests_passed > $before;
  my $why = '';
  if (!$ok) {
    $why = $test_passed ? 'output' : 'exit status';
    my $log = read_file_into_string($_[1]);
    $why .= ', timed out' if $log =~ /^Test timed out after/m;
    $why .= ', left temporary files' if $log =~ /^Leftover temporary files/m;
  }
  ++$compared;
  ++$matched_so_far if $ok;
  report("$where." . ++$asked{$where}, $ok ? 'ok' : 'FAIL', $_[1], $why);
  return $matched;
};

# A script may count a case by itself, without a comparison: those are named SCRIPT:0.K.
my $run_all = \&run_all_tests;
*run_all_tests = sub {
  $run_all->(@_);
  for my $k (1 .. $tests_run - $compared) {
    my $ok = $tests_passed - $matched_so_far >= $k;
    report("$lasttest:0.$k", $ok ? 'ok' : 'FAIL', '', $ok ? '' : 'counted by the script');
  }
};

# The driver is required again by the next file, which finds it loaded.
do "$FindBin::Bin/run_make_tests.pl" or die "run_make_tests.pl: ", $@ || $!;
