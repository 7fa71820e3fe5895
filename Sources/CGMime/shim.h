#include <gmime/gmime.h>

/* memmem(3): Swift's module of glibc leaves out what stands behind _GNU_SOURCE. */
extern void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);
