# bash completion for openend. Made by `openend help`; do not edit, make it again.

_openend() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  local options='' first='' place=2
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W 'init import strike report explain errors verify dump ledger value-contracts amendments bench override approve publish status certificate open-filing simulate help --help --version' -- "$word"))
    return
  fi
  case "$command" in
    bench)
      if [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W 'complex' -- "$word"))
        return
      fi
      command="$command ${COMP_WORDS[2]}" place=3 ;;
    open-filing)
      if [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W 'nport' -- "$word"))
        return
      fi
      command="$command ${COMP_WORDS[2]}" place=3 ;;
  esac
  case "$command" in
    'init') options='--json --store --known --help' first='' ;;
    'import') options='--dry-run --json --store --known --help' first='folder securities coupons fixings classification opening-holdings opening-balances opening-forwards opening-shares prices forward-rates exchange-rates dividends corporate-actions trades currency-deals settlements entries shares period-totals cancellations remarks printed approvals fair-values index-levels custodian-holdings custodian-cash transfer-agent-shares explanations contract-trades exercises forward-deals offers elections loans loan-payments joint-accounts collateral curves' ;;
    'strike') options='--date --portfolio --estimate --as --threads --json --store --known --help' first='' ;;
    'report') options='--portfolio --date --from --format --json --store --as-known --help' first='schedule assets-liabilities countries forwards notes accrued-interest reconstruction tie-out subtotals trial-balance roundings holdings cash unsettled currency-results bridge change package evidence fair-values approvals second-nav triage filing operations changes highlights statements reconciliation cash-forecast futures swaps written-options short-sales elections financing maturity discount' ;;
    'explain') options='--depth --json --store --as-known --help' first='' ;;
    'errors') options='--markdown --json --help' first='' ;;
    'verify') options='--threads --certificate --print --portfolio --date --from --json --store --help' first='' ;;
    'dump') options='--portfolio --json --store --help' first='' ;;
    'ledger') options='--portfolio --account --from --to --json --store --help' first='' ;;
    'value-contracts') options='--date --json --store --known --help' first='' ;;
    'amendments') options='--portfolio --from --to --threads --json --store --help' first='' ;;
    'bench complex') options='--store --threads --jobs --write-trust --json --help' first='' ;;
    'override') options='--as --json --store --known --reason --help' first='' ;;
    'approve') options='--as --json --store --known --help' first='' ;;
    'publish') options='--as --json --store --known --help' first='' ;;
    'status') options='--date --json --store --known --help' first='' ;;
    'certificate') options='--out --json --store --help' first='' ;;
    'open-filing nport') options='--shares --json --store --known --help' first='' ;;
    'simulate') options='--seed --portfolios --years --days --store --folder --replay --threads --json --help' first='' ;;
    'help') options='--shape --json --help' first='' ;;
  esac
  case "$command $before" in
    'report --format') COMPREPLY=($(compgen -W 'text csv json html' -- "$word")); return ;;
    'help --shape') COMPREPLY=($(compgen -W 'man markdown bash zsh' -- "$word")); return ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  elif [ "$COMP_CWORD" -eq "$place" ] && [ -n "$first" ]; then
    COMPREPLY=($(compgen -W "$first" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _openend openend
