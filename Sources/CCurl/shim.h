#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one function for each kind of value.

static inline CURLcode fg_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode fg_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode fg_set_buffer(CURL *handle, CURLoption option, char *value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl writes what it has no reader for to standard output: this reads it away.
static inline size_t fg_discard(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    (void)context;
    return size * count;
}

static inline CURLcode fg_discard_output(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, fg_discard);
}

static inline CURLcode fg_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode fg_get_socket(CURL *handle, curl_socket_t *value) {
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, value);
}

// libcurl's functions for bytes that came (CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION) and bytes that go
// (CURLOPT_READFUNCTION) have one shape.
typedef size_t (*fg_bytes)(char *bytes, size_t size, size_t count, void *context);
typedef int (*fg_seek)(void *context, curl_off_t offset, int origin);

static inline CURLcode fg_set_bytes(CURL *handle, CURLoption option, fg_bytes function) {
    return curl_easy_setopt(handle, option, function);
}

static inline CURLcode fg_set_seek(CURL *handle, fg_seek function) {
    return curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, function);
}

static inline CURLcode fg_set_context(CURL *handle, CURLoption option, void *context) {
    return curl_easy_setopt(handle, option, context);
}

static inline CURLcode fg_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

static inline CURLcode fg_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// The function that opens a socket for an address that libcurl is about to connect to, and what libcurl itself would do.
typedef curl_socket_t (*fg_open)(void *context, curlsocktype purpose, struct curl_sockaddr *address);

static inline CURLcode fg_set_open(CURL *handle, fg_open function) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, function);
}

static inline curl_socket_t fg_open_socket(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}
