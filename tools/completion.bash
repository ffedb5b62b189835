# bash completion of decklid
_decklid() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
    local commands="open next cars moves sim emergency card drawing care numbers serve prove score check atlas pack ledger catalogue run help version"
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "$commands" -- "$word"))
        return
    fi
    case $before in
    --car|--differ) COMPREPLY=($(compgen -W "$(decklid cars --ids 2>/dev/null)" -- "$word")); return ;;
    --lang) COMPREPLY=($(compgen -W "de en es ru" -- "$word")); return ;;
    --goal) COMPREPLY=($(compgen -W "open fix" -- "$word")); return ;;
    --folder) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --plot|--csv|--wav|--sound-svg|--ics|--out|--save|--resume|--plots) COMPREPLY=($(compgen -f -- "$word")); return ;;
    esac
    local options=
    case $command in
    open) options="--car --goal --at --saw --have --cannot --hourly --country --lang --save --resume" ;;
    next) options="--car --goal --at --saw --have --cannot --hourly --nodes --lang --json" ;;
    cars) options="--json --differ --match --ids --safety" ;;
    moves) options="--car --json" ;;
    drawing) options="--car --all --out" ;;
    sim) options="--car --fault --at --do --plot --csv --wav --sound-svg --seed --hash" ;;
    emergency) options="--country --json --html --general-html --lang" ;;
    card) options="--car --out --at --have --cannot --hourly --lang" ;;
    care) options="--car --since --ics" ;;
    numbers) options="--country" ;;
    prove) options="--car --pairs --json --plots --nodes --branches --strangers --cases" ;;
    serve) options="--port --folder --address" ;;
    score) options="--json" ;;
    atlas) options="--car --out --check" ;;
    pack) options="--out" ;;
    ledger) options="--check --out" ;;
    run) options="--car --fault --seed --lang" ;;
    esac
    case $word in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac
}
complete -F _decklid decklid
