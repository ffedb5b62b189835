# decklid: the one front door. `make help` lists the doors.
PREFIX ?= /usr/local
V ?= host
B := build/$V
CC := gcc
WARN := -Wall -Wextra -Wpedantic -Werror -Wconversion -Wsign-conversion -Wshadow -Wdouble-promotion -Wcast-qual \
        -Wcast-align -Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum -Wvla -Walloca -Wundef -Wformat=2 \
        -Wnull-dereference -Wpointer-arith -Wwrite-strings -Wimplicit-fallthrough
# -ffp-contract=off: no fused multiply-add, so that every machine computes the same bits.
CFLAGS := -std=c17 $(WARN) -g -ffp-contract=off -fno-common -ffunction-sections -fdata-sections -MMD -MP
# Linked only where used: a test of the controller needs no web server.
LIBS := -Wl,--as-needed -lyaml -ljansson -lmicrohttpd -lhpdf -lm
DEFINES := -DDECKLID_SHARE='"$(PREFIX)/share/decklid"' -DDECKLID_VERSION='"$(shell cat VERSION)"'

# Rooms, lowest first. A room may include itself and the rooms on its line; tools/rooms proves it.
INSIDE := base key ecu node
ROOMS := $(INSIDE) vehicle drawing plant car atlas survey guide session proof web server cli
base_sees := base
key_sees := key base
ecu_sees := ecu key base
node_sees := node ecu key base
vehicle_sees := vehicle base
drawing_sees := drawing vehicle base
plant_sees := plant vehicle base
car_sees := car node ecu key plant vehicle base
atlas_sees := atlas base
survey_sees := survey car node ecu key plant vehicle atlas base
guide_sees := guide atlas base
session_sees := session guide atlas base
proof_sees := proof session survey car node ecu key plant guide atlas vehicle base
# What the page calls, compiled to WebAssembly: engine.c is the dialogue, without the car.
web_sees := web $(proof_sees)
server_sees := server base
cli_sees := cli server drawing $(proof_sees)

# Variants: the same sources, other eyes. Frames are bounded where no sanitizer and no -O0 widens them.
FRAME := $(if $(filter asan cov O0 fuzz,$V),,-Wframe-larger-than=256)
ifeq ($V,asan)
CC := clang
CFLAGS += -O1 -fsanitize=address,undefined -fno-sanitize-recover=all
else ifeq ($V,clang)
CC := clang
CFLAGS += -O2
else ifeq ($V,cov)
CFLAGS += -O0 --coverage
else ifeq ($V,O0)
CFLAGS += -O0
else ifeq ($V,fuzz)
CC := clang
CFLAGS += -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
else ifeq ($V,wasm)
CC := clang --target=wasm32-wasi
CFLAGS += -O2
# --stack-first: a stack that overflows stops the module instead of writing over its data.
LINK_WASM := -mexec-model=reactor -Wl,--gc-sections -Wl,--strip-all -Wl,-z,stack-size=1048576 -Wl,--stack-first
else ifeq ($V,m0)
CC := arm-none-eabi-gcc
CFLAGS += -Os -mcpu=cortex-m0plus -mthumb -fcallgraph-info=su
else
CFLAGS += -O2 -Wduplicated-cond -Wduplicated-branches -Wlogical-op
endif

objects = $(patsubst %.c,$B/%.o,$(wildcard src/$1/*.c))
LIBRARY := $(foreach r,$(filter-out cli web,$(ROOMS)),$(call objects,$r))
PROGRAM := $(call objects,cli)
BENCHES := $(patsubst bench/%.c,$B/bench/%,$(wildcard bench/*.c))
TESTS := $(patsubst %.c,$B/%,$(wildcard tests/*/test_*.c))
CARS := $(patsubst vehicles/%.yaml,%,$(wildcard vehicles/*.yaml))
KNOWLEDGE := $(wildcard knowledge/*.yaml knowledge/moves/*.yaml)
ATLASES := $(CARS:%=build/atlas/%.atlas)
LANGUAGES := $(patsubst po/%.po,build/lang/%.mo,$(wildcard po/*.po))
SOURCES := $(wildcard src/*/*.[ch] include/decklid/*.h tests/*.h tests/*/*.[ch] bench/*.[ch] tools/*.c)

## run: build what is needed and run the main job: the dialogue, or without a terminal a demonstration
run:
	@tools/packages run
	@$(MAKE) --no-print-directory -j2 build/host/decklid languages
	@build/host/decklid run

## test: run every test on this machine, all of them, and close with one line of totals
test:
	@tools/packages test
	@$(MAKE) --no-print-directory -j2 tests
	@tools/run-tests $(TESTS)

## tests: build the program, the atlases and the test programs
tests: $B/decklid $(ATLASES) $(LANGUAGES) $(TESTS)

$B/libdecklid.a: $(LIBRARY)
	@rm -f $@; ar rcs $@ $^
$B/decklid: $(PROGRAM) $B/libdecklid.a
	@echo "link $@"; $(CC) $(CFLAGS) $^ $(LIBS) -o $@
# Rewritten only when PREFIX is another one.
$B/prefix: always
	@mkdir -p $(@D); echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' >$@
$B/src/cli/%.o: src/cli/%.c VERSION $B/prefix
	@mkdir -p $(@D); echo "cc $<"; $(CC) $(CFLAGS) $(DEFINES) -Isrc -c $< -o $@
$(INSIDE:%=$B/src/%/%.o): CFLAGS += $(FRAME) -Wfloat-equal
$B/src/%.o: src/%.c
	@mkdir -p $(@D); echo "cc $<"; $(CC) $(CFLAGS) -Isrc -c $< -o $@
$B/tests/cli/%: tests/cli/%.c $(filter-out %/main.o,$(PROGRAM)) $B/libdecklid.a
	@mkdir -p $(@D); echo "cc $<"; $(CC) $(CFLAGS) -Isrc -Itests $(filter %.c %.o %.a,$^) $(LIBS) -lcmocka -o $@
$B/tests/web/%: tests/web/%.c $B/src/web/bay.o $B/src/web/bay_words.o $B/libdecklid.a
	@mkdir -p $(@D); echo "cc $<"; $(CC) $(CFLAGS) -Isrc -Itests $(filter %.c %.o %.a,$^) $(LIBS) -lcmocka -o $@
$B/tests/%: tests/%.c $B/libdecklid.a
	@mkdir -p $(@D); echo "cc $<"; $(CC) $(CFLAGS) -Isrc -Itests $(filter %.c %.o %.a,$^) $(LIBS) -lcmocka -o $@

## atlases: compute the atlas of every car
atlases: $(ATLASES)
# What an atlas is made of: the car, the knowledge, and the rooms up to survey.
SURVEYED := $(foreach r,base key ecu node vehicle plant car atlas survey,$(wildcard src/$r/*.[ch]))
build/atlas/%.atlas: vehicles/%.yaml $(KNOWLEDGE) $(SURVEYED) | build/host/decklid
	@mkdir -p $(@D); build/host/decklid atlas --car $* --out $@

# Cars and knowledge for the page, which reads no YAML.
packs: build/pack/knowledge.pack
build/pack/knowledge.pack: build/host/decklid $(KNOWLEDGE) $(wildcard vehicles/*.yaml)
	@mkdir -p $(@D); build/host/decklid pack --out $(@D)

## prove: every single fault of every car; `make soak` runs pairs, more strangers and a finer tree
prove: build/host/decklid $(ATLASES)
	@build/host/decklid prove --nodes 60 --branches 120 --strangers 20 --cases tests/cases/real.jsonl
## soak: the long runs: pairs, strangers in number, regret beside a thousand times the budget, fuzzers
soak: build/host/decklid $(ATLASES) build/host/bench/regret
	@build/host/decklid prove --pairs --cases tests/cases/real.jsonl
	@REGRET_CAR=all REGRET_HISTORIES=200 build/host/bench/regret >build/regret.json
	@tools/fuzz 600
## score: the cases of real owners
score: build/host/decklid $(ATLASES)
	@build/host/decklid score tests/cases/real.jsonl
## bench: speed and accuracy, as text and as build/bench.json
bench: build/host/decklid $(ATLASES) $(BENCHES)
	@tools/bench $(filter $B/bench/%,$^)
$B/bench/%: bench/%.c $B/libdecklid.a
	@mkdir -p $(@D); echo "cc $<"; $(CC) $(CFLAGS) -Isrc $(filter %.c %.a,$^) $(LIBS) -o $@
## spice: the electrical circuits of every car beside ngspice, within 2 %
spice: $B/bench/spice build/host/decklid
	@$<

## page: the phone page as a folder of static files, build/page (`decklid serve` or any file host serves it)
page: build/host/decklid $(ATLASES) $(LANGUAGES) packs
	@tools/packages page
	@$(MAKE) --no-print-directory -j2 V=wasm engines
	@tools/page
engines: $B/engine.wasm $B/card.wasm $B/garage.wasm
$B/engine.wasm: $(call objects,base) $(call objects,atlas) $(call objects,guide) $(call objects,session) \
        $B/src/vehicle/match.o $B/src/web/engine.o $B/src/web/memory.o
	@echo "link $@"; $(CC) $(LINK_WASM) $^ -o $@
# The glovebox card is fetched when it is wanted.
$B/card.wasm: $(foreach r,base atlas guide session,$(call objects,$r)) $B/src/web/card.o $B/src/web/memory.o
	@echo "link $@"; $(CC) $(LINK_WASM) $^ -o $@
# What no search spends its time in is made small: it travels before the first question.
COLD := $(addprefix atlas/,open check_records check_rows forbidden) $(addprefix guide/,candidates certify digest explain facts fix options)
ifeq ($V,wasm)
$(foreach r,base session web,$(call objects,$r)) $(COLD:%=$B/src/%.o): CFLAGS += -Oz
$B/src/guide/cars.o $B/src/guide/plan.o: CFLAGS += -Os
endif
# The bench car: everything but libyaml; what it reads is packed.
$B/garage.wasm: $(foreach r,base key ecu node plant car atlas session guide,$(call objects,$r)) \
        $(filter-out %/read_yaml.o,$(call objects,vehicle)) $B/src/proof/person.o \
        $(addprefix $B/src/web/,garage.o bay.o bay_words.o memory.o no_yaml.o)
	@echo "link $@"; $(CC) $(LINK_WASM) $^ -o $@

## page-test: the page in Debian's Chromium, every flow of it, on build/page
page-test: page
	@tools/packages browser
	@tools/page-test
## page-bench: sizes, times and memory of the page in Chromium with the processor slowed
page-bench: page
	@tools/packages browser
	@tools/page-test bench
## screenshots: the pictures of docs/page again
screenshots: page
	@tools/screenshots

## check: everything a change must pass besides the tests
check: rooms format-check lint size asan docs-fresh catalogue-fresh page-test
## rooms: prove that includes point one way only
rooms: build/host/libdecklid.a ; @tools/rooms $(foreach r,$(ROOMS),"$r: $($r_sees)")
## size: prove what the inside rooms may not have: heap, floats, static data, deep call paths (on a Cortex-M0+)
size: ; @$(MAKE) -s -j2 build/m0/inside.o V=m0 && tools/size build/m0/inside.o
$B/inside.o: $(foreach r,$(INSIDE),$(call objects,$r))
	@arm-none-eabi-ld -r $^ -o $@
## asan: the same tests under the address and undefined-behaviour sanitizers
asan:
	@$(MAKE) --no-print-directory -s -j2 tests V=asan && DECKLID_TEST=build/asan/decklid tools/run-tests $(patsubst %.c,build/asan/%,$(wildcard tests/*/test_*.c))
## clang: build everything with clang
clang: ; @$(MAKE) --no-print-directory -s -j2 V=clang programs && echo "clang ok"
programs: $B/decklid $(TESTS) $(BENCHES)
## format: rewrite the sources in the house format
format: ; clang-format -i $(SOURCES)
format-check: ; @clang-format --dry-run --Werror $(SOURCES) && echo "format ok"
## lint: static analysis
lint: ; @tools/lint $(wildcard src/*/*.c)
## mutate: break base, key and ecu on purpose, one mutant at a time; every one must turn a test red
mutate: ; @tools/mutate
## mutate-ledger: remove drawn facts' parts, moves or texts; the ledger test must turn red each time
mutate-ledger: tests ; @tools/mutate-ledger
## fuzz: libFuzzer on every decoder, a minute each
fuzz: ; @tools/fuzz 60
fuzz-programs: $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
build/fuzz/%: tests/fuzz/%.c $B/libdecklid.a
	@$(CC) $(CFLAGS) -fsanitize=fuzzer -Isrc $^ $(LIBS) -o $@
## docs: write the generated pages again
docs: build/host/decklid ; @tools/docs
docs-fresh: build/host/decklid ; @tools/docs --check && tools/commands
## catalogue: collect every sentence into po/decklid.pot and bring the languages up to it
catalogue: build/host/decklid ; @tools/packages run && tools/catalogue
catalogue-fresh: build/host/decklid ; @tools/catalogue --check
## languages: compile the languages, build/lang/*.mo
languages: $(LANGUAGES)
build/lang/%.mo: po/%.po
	@mkdir -p $(@D); echo "msgfmt $<"; msgfmt --check --endianness=little --no-hash -o $@ $<
## fresh: a bare Debian with only git and make: clone, make run, make test (as root, by debootstrap)
fresh: ; @tools/fresh
## install: program, cars, knowledge, atlases, languages, page if built, man page, completion (PREFIX, DESTDIR)
install: build/host/decklid $(ATLASES) $(LANGUAGES)
	install -D -m 755 build/host/decklid $(DESTDIR)$(PREFIX)/bin/decklid
	install -D -m 644 docs/decklid.1 $(DESTDIR)$(PREFIX)/share/man/man1/decklid.1
	install -D -m 644 tools/completion.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/decklid
	install -d $(DESTDIR)$(PREFIX)/share/decklid/vehicles $(DESTDIR)$(PREFIX)/share/decklid/atlas
	install -d $(DESTDIR)$(PREFIX)/share/decklid/knowledge/moves $(DESTDIR)$(PREFIX)/share/decklid/lang \
	           $(DESTDIR)$(PREFIX)/share/decklid/knowledge/drawing
	install -m 644 vehicles/*.yaml $(DESTDIR)$(PREFIX)/share/decklid/vehicles
	install -m 644 knowledge/*.yaml knowledge/ledger.tsv $(DESTDIR)$(PREFIX)/share/decklid/knowledge
	install -m 644 knowledge/moves/*.yaml $(DESTDIR)$(PREFIX)/share/decklid/knowledge/moves
	install -m 644 knowledge/drawing/*.yaml $(DESTDIR)$(PREFIX)/share/decklid/knowledge/drawing
	install -m 644 build/atlas/*.atlas $(DESTDIR)$(PREFIX)/share/decklid/atlas
	install -m 644 build/lang/*.mo $(DESTDIR)$(PREFIX)/share/decklid/lang
	rm -rf $(DESTDIR)$(PREFIX)/share/decklid/page
	[ ! -d build/page ] || cp -R build/page $(DESTDIR)$(PREFIX)/share/decklid/page
	chmod -R a+rX $(DESTDIR)$(PREFIX)/share/decklid
## uninstall: remove what install installs, with the same PREFIX and DESTDIR
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/decklid $(DESTDIR)$(PREFIX)/share/man/man1/decklid.1
	rm -f $(DESTDIR)$(PREFIX)/share/bash-completion/completions/decklid
	rm -rf $(DESTDIR)$(PREFIX)/share/decklid
## clean: remove build/
clean: ; rm -rf build
## help: this list
help: ; @sed -n 's/^## //p' Makefile
.PHONY: page-test page-bench screenshots packs catalogue catalogue-fresh languages page engines run test tests atlases prove soak score bench spice check rooms size asan clang programs format format-check lint mutate \
        mutate-ledger fuzz fuzz-programs docs docs-fresh fresh install uninstall clean help always
.DELETE_ON_ERROR:
.SECONDARY:
-include $(wildcard build/$V/*/*/*.d)
