#define _GNU_SOURCE
#include "CFork.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { most_descriptors = 4 };

pid_t cfk_fork(void) {
  pid_t parent = getpid();
  pid_t process = fork();
  if (process == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The parent may have ended before.
    if (getppid() != parent) _exit(1);
  }
  return process;
}

int cfk_send(int socket, const void *bytes, size_t size, const int *descriptors, int count) {
  union {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(int) * most_descriptors)];
  } control;
  if (count < 0 || count > most_descriptors) return EINVAL;
  size_t sent = 0;
  while (sent < size) {
    struct iovec part = {(char *)bytes + sent, size - sent};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    // They go with the first byte.
    if (count > 0 && sent == 0) {
      memset(&control, 0, sizeof control);
      message.msg_control = &control;
      message.msg_controllen = CMSG_SPACE(sizeof(int) * count);
      struct cmsghdr *header = CMSG_FIRSTHDR(&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN(sizeof(int) * count);
      memcpy(CMSG_DATA(header), descriptors, sizeof(int) * count);
    }
    ssize_t done = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return errno;
    sent += (size_t)done;
  }
  return 0;
}

int cfk_receive(int socket, void *bytes, size_t size, int *descriptors, int count) {
  union {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(int) * most_descriptors)];
  } control;
  for (int place = 0; place < count; place += 1) descriptors[place] = -1;
  size_t received = 0;
  while (received < size) {
    struct iovec part = {(char *)bytes + received, size - received};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t done = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return 0;
    received += (size_t)done;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header;
         header = CMSG_NXTHDR(&message, header)) {
      if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
      int came = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
      for (int place = 0; place < came; place += 1) {
        int descriptor;
        memcpy(&descriptor, CMSG_DATA(header) + sizeof(int) * place, sizeof(int));
        if (place < count && descriptors[place] < 0) descriptors[place] = descriptor;
        else close(descriptor);
      }
    }
  }
  return 1;
}
