/* The calls of libsodium that a blind evaluation cannot do without, and nothing else: compiled on the spot.
 *
 *   floor THREADS SECONDS ELEMENTS   ->  elements a second: bare multiplications, and with those of the proof
 *
 * Of n elements a server multiplies each by its key; for the proof (RFC 9497, 2.2.1) each is weighted and added up,
 * and three more multiplications follow. Hashing, checks and framing are left out: they are what an implementation adds.
 */
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int sodium_init(void);
void crypto_core_ristretto255_random(unsigned char *p);
void crypto_core_ristretto255_scalar_random(unsigned char *s);
int crypto_core_ristretto255_add(unsigned char *r, const unsigned char *p, const unsigned char *q);
int crypto_scalarmult_ristretto255(unsigned char *q, const unsigned char *n, const unsigned char *p);
int crypto_scalarmult_ristretto255_base(unsigned char *q, const unsigned char *n);

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

struct job { double seconds; int elements, proof; double rate; };

static void *work(void *given) {
  struct job *job = given;
  unsigned char key[32], weight[32], point[32], out[32], sum[32], next[32];
  crypto_core_ristretto255_scalar_random(key);
  crypto_core_ristretto255_scalar_random(weight);
  crypto_core_ristretto255_random(point);
  crypto_core_ristretto255_random(sum);
  long done = 0;
  double begun = now(), end = begun + job->seconds, at;
  do {
    for (int i = 0; i < job->elements; i++) {
      if (crypto_scalarmult_ristretto255(out, key, point)) abort();
      if (job->proof) {
        if (crypto_scalarmult_ristretto255(next, weight, out)) abort();
        crypto_core_ristretto255_add(sum, sum, next);
      }
    }
    if (job->proof) {
      if (crypto_scalarmult_ristretto255(next, key, point)) abort();
      if (crypto_scalarmult_ristretto255(next, weight, point)) abort();
      crypto_scalarmult_ristretto255_base(next, weight);
    }
    done += job->elements;
    at = now();
  } while (at < end);
  job->rate = done / (at - begun);
  return NULL;
}

static double rate(int threads, double seconds, int elements, int proof) {
  pthread_t running[64];
  struct job jobs[64];
  double all = 0;
  for (int i = 0; i < threads; i++) {
    jobs[i] = (struct job){seconds, elements, proof, 0};
    pthread_create(&running[i], NULL, work, &jobs[i]);
  }
  for (int i = 0; i < threads; i++) {
    pthread_join(running[i], NULL);
    all += jobs[i].rate;
  }
  return all;
}

int main(int argc, char **argv) {
  if (argc != 4 || sodium_init() < 0) return 2;
  int threads = atoi(argv[1]), elements = atoi(argv[3]);
  double seconds = atof(argv[2]);
  if (threads < 1 || threads > 64 || elements < 1) return 2;
  printf("%.1f %.1f\n", rate(threads, seconds, elements, 0), rate(threads, seconds, elements, 1));
  return 0;
}
