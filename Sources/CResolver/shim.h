#ifndef FUNDGATE_CRESOLVER_SHIM_H
#define FUNDGATE_CRESOLVER_SHIM_H

#include <netdb.h>
#include <resolv.h>

/* res_query is a macro in some C libraries, and h_errno is one in all. The result is the answer's length, or -1 and
   the reason in `why` (HOST_NOT_FOUND, NO_DATA, TRY_AGAIN, NO_RECOVERY). Class 1 is the Internet, type 16 is TXT. */
static inline int fg_query_txt(const char *name, unsigned char *answer, int size, int *why) {
    int length = res_query(name, 1, 16, answer, size);
    *why = length < 0 ? h_errno : 0;
    return length;
}

#endif
