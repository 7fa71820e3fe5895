#include <pango/pangocairo.h>
#include <cairo/cairo-pdf.h>
#include <spawn.h>

// All are in glibc (2.9, 2.27, 2.34), but its headers show them to _GNU_SOURCE only, which Swift's Glibc module does not set.
extern int pipe2(int ends[2], int flags);
extern int memfd_create(const char *name, unsigned int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
