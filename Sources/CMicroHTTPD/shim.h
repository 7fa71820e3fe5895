#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

// MHD_get_connection_info is variadic, which Swift cannot call.

/// The connection's socket, or -1.
static inline int fg_connection_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

/// What MHD_NotifyConnectionCallback stored for the connection.
static inline void *fg_connection_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : 0;
}

/// The client's numeric address, written to `text`; 0 on success.
static inline int fg_connection_address(struct MHD_Connection *connection, char *text, unsigned int size) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (!info || !info->client_addr) return -1;
    socklen_t length = info->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    return getnameinfo(info->client_addr, length, text, size, 0, 0, NI_NUMERICHOST);
}

// memmem is GNU's and hidden from Swift; it stays linear whatever the bytes are.
extern void *memmem(const void *bytes, size_t size, const void *part, size_t part_size);
static inline const void *fg_find(const void *bytes, size_t size, const void *part, size_t part_size) {
    return memmem(bytes, size, part, part_size);
}

/// Ends a connection, or listening, in both directions. SHUT_RDWR itself is seen from Swift or not, as the build goes.
static inline void fg_cut(int socket) { shutdown(socket, SHUT_RDWR); }
