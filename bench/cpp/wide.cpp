// The wide chain by hand, as the measure of the machine: 100,000 lines of 48 months, each on the one before it and on itself a
// month ago. Four lines are computed together, each a month behind the one above it, so that their chains of additions overlap.
//
//   g++ -O3 -march=native -fno-math-errno -fno-trapping-math wide.cpp -o wide
//   wide LINES MONTHS           then, line by line on standard input:
//   all VALUE                   sets the driver, computes everything, prints seconds and the last cell
//   late VALUE                  sets the opening value of the tenth line from the end, computes the last eleven lines, prints the same
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

static double seconds()
{
    using namespace std::chrono;
    return duration<double>(steady_clock::now().time_since_epoch()).count();
}

template <int MONTHS>
__attribute__((noinline)) static void lines(
    double* __restrict__ x, const double* a, const double* b, const double* open, size_t first, size_t last)
{
    size_t k = first;
    for (; k + 3 <= last; k += 4)
    {
        const double* above = x + MONTHS * (k - 1);
        double *q0 = x + MONTHS * k, *q1 = q0 + MONTHS, *q2 = q1 + MONTHS, *q3 = q2 + MONTHS;
        const double a0 = a[k], a1 = a[k + 1], a2 = a[k + 2], a3 = a[k + 3], b0 = b[k], b1 = b[k + 1], b2 = b[k + 2], b3 = b[k + 3];
        double v0 = open[k], v1 = open[k + 1], v2 = open[k + 2], v3 = open[k + 3];
        v0 = above[0] * a0 + v0 * b0; q0[0] = v0;
        v1 = v0 * a1 + v1 * b1; q1[0] = v1;
        v0 = above[1] * a0 + v0 * b0; q0[1] = v0;
        v2 = v1 * a2 + v2 * b2; q2[0] = v2;
        v1 = v0 * a1 + v1 * b1; q1[1] = v1;
        v0 = above[2] * a0 + v0 * b0; q0[2] = v0;
        for (int t = 3; t < MONTHS; t++)
        {
            v3 = v2 * a3 + v3 * b3; q3[t - 3] = v3;
            v2 = v1 * a2 + v2 * b2; q2[t - 2] = v2;
            v1 = v0 * a1 + v1 * b1; q1[t - 1] = v1;
            v0 = above[t] * a0 + v0 * b0; q0[t] = v0;
        }
        v3 = v2 * a3 + v3 * b3; q3[MONTHS - 3] = v3;
        v2 = v1 * a2 + v2 * b2; q2[MONTHS - 2] = v2;
        v1 = v0 * a1 + v1 * b1; q1[MONTHS - 1] = v1;
        v3 = v2 * a3 + v3 * b3; q3[MONTHS - 2] = v3;
        v2 = v1 * a2 + v2 * b2; q2[MONTHS - 1] = v2;
        v3 = v2 * a3 + v3 * b3; q3[MONTHS - 1] = v3;
    }
    for (; k <= last; k++)
    {
        double v = open[k];
        for (int t = 0; t < MONTHS; t++)
        {
            v = x[MONTHS * (k - 1) + t] * a[k] + v * b[k];
            x[MONTHS * k + t] = v;
        }
    }
}

int main(int argc, char** argv)
{
    const int MONTHS = 48;
    const size_t count = argc > 1 ? strtoul(argv[1], nullptr, 10) : 100000;
    std::vector<double> a(count + 1), b(count + 1), open(count + 1);
    for (size_t k = 1; k <= count; k++)
    {
        a[k] = 0.99999 + 0.00001 * (k % 3);
        b[k] = 1e-5 * (1 + 0.1 * (k % 5));
        open[k] = 100 + 0.1 * (k % 97);
    }
    double* x = (double*)aligned_alloc(64, (MONTHS * (count + 1) * 8 + 63) / 64 * 64);
    memset(x, 0, MONTHS * (count + 1) * 8);
    char what[16];
    double value;
    while (scanf("%15s %lf", what, &value) == 2)
    {
        const double start = seconds();
        if (strcmp(what, "all") == 0)
        {
            for (int t = 0; t < MONTHS; t++)
            {
                x[t] = value * (1 + 0.01 * t);
            }
            lines<MONTHS>(x, a.data(), b.data(), open.data(), 1, count);
        }
        else
        {
            open[count - 10] = value;
            lines<MONTHS>(x, a.data(), b.data(), open.data(), count - 10, count);
        }
        printf("%.9f %.17g\n", seconds() - start, x[MONTHS * count + MONTHS - 1]);
        fflush(stdout);
    }
    free(x);
}
