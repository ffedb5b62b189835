#define _POSIX_C_SOURCE 200809L
#include "atlas/atlas.h"
#include "cli/cli.h"
#include "survey/survey.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
