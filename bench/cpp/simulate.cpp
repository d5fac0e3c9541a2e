// The AI laboratory of examples/ai-lab-48m by hand: what a programmer gets who writes one model for one machine.
//
// A line of the input is "trials threads seed"; the answer is the seconds it took and those of all
// its processors, then means, quantiles and probabilities. The parts of a
// month are loops over a block of 64 trials, which the compiler turns into vector code; all lines are computed as the plan states them.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <thread>
#include <vector>

constexpr int Months = 48, Block = 64, Unit = 1024, Kept = 12;
using Row = double[Block];

static inline double asDouble(uint64_t bits) { return __builtin_bit_cast(double, bits); }
static inline uint64_t asBits(double x) { return __builtin_bit_cast(uint64_t, x); }
static inline double larger(double a, double b) { return a > b ? a : b; }
static inline double smaller(double a, double b) { return a < b ? a : b; }

// exp by powers of two and a Taylor polynomial of degree 11 in the remainder.
static inline double exponential(double x)
{
    const double shift = 6755399441055744.0 + 1023.0;
    double t = x * 1.4426950408889634 + shift, n = t - shift;
    double r = (x - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10;
    double p = 1.0 / 39916800;
    p = p * r + 1.0 / 3628800; p = p * r + 1.0 / 362880; p = p * r + 1.0 / 40320; p = p * r + 1.0 / 5040; p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120; p = p * r + 1.0 / 24; p = p * r + 1.0 / 6; p = p * r + 0.5; p = p * r + 1; p = p * r + 1;
    return p * asDouble(asBits(t) << 52);
}

// Eight generators side by side (xoshiro256++), started anew for each unit of trials.
struct Generators
{
    uint64_t a[8], b[8], c[8], d[8];

    void start(uint64_t seed, uint64_t unit)
    {
        uint64_t state = seed * 0x9e3779b97f4a7c15u + unit * 0xd1342543de82ef95u + 1;
        auto next = [&] { state += 0x9e3779b97f4a7c15u; uint64_t z = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9u;
                          z = (z ^ (z >> 27)) * 0x94d049bb133111ebu; return z ^ (z >> 31); };
        for (int i = 0; i < 8; i++) { a[i] = next(); b[i] = next(); c[i] = next(); d[i] = next(); }
    }

    void fill(uint64_t *target, int count)
    {
        for (int at = 0; at < count; at += 8)
            for (int i = 0; i < 8; i++)
            {
                uint64_t sum = a[i] + d[i], result = ((sum << 23) | (sum >> 41)) + a[i], shifted = b[i] << 17;
                c[i] ^= a[i]; d[i] ^= b[i]; b[i] ^= c[i]; a[i] ^= d[i]; c[i] ^= shifted; d[i] = (d[i] << 45) | (d[i] >> 19);
                target[at + i] = result;
            }
    }

    void uniform(double *target)
    {
        uint64_t bits[Block];
        fill(bits, Block);
        for (int i = 0; i < Block; i++) target[i] = asDouble((bits[i] >> 12) | 0x3ff0000000000000u) - 1.0;
    }

    // Two rows of normal numbers (Box and Muller): the logarithm by its atanh series, sine and cosine by Taylor in an octant.
    void normal(double *first, double *second, double mean, double deviation)
    {
        uint64_t radius[Block], angle[Block];
        fill(radius, Block);
        fill(angle, Block);
        for (int i = 0; i < Block; i++)
        {
            uint64_t u = asBits(2.0 - asDouble((radius[i] >> 12) | 0x3ff0000000000000u)), offset = u - 0x3fe6a09e667f3bcdu;
            uint64_t high = offset & 0xfff0000000000000u;
            double m = asDouble(u - high);
            double e = asDouble(((offset + 0x3ff0000000000000u) >> 52) | 0x4330000000000000u) - (4503599627370496.0 + 1023.0);
            double s = (m - 1) / (m + 1), z = s * s, p = 2.0 / 15;
            p = p * z + 2.0 / 13; p = p * z + 2.0 / 11; p = p * z + 2.0 / 9; p = p * z + 2.0 / 7; p = p * z + 2.0 / 5; p = p * z + 2.0 / 3;
            p = p * z + 2;
            double r = deviation * std::sqrt(-2.0 * (p * s + e * 0.6931471805599453));
            double x = (asDouble((angle[i] >> 12) | 0x4000000000000000u) - 3) * 0.7853981633974483, y = x * x;
            double sine = -1.0 / 39916800;
            sine = sine * y + 1.0 / 362880; sine = sine * y - 1.0 / 5040; sine = sine * y + 1.0 / 120; sine = sine * y - 1.0 / 6; sine = (sine * y + 1) * x;
            double cosine = 1.0 / 479001600;
            cosine = cosine * y - 1.0 / 3628800; cosine = cosine * y + 1.0 / 40320; cosine = cosine * y - 1.0 / 720; cosine = cosine * y + 1.0 / 24;
            cosine = cosine * y - 0.5; cosine = cosine * y + 1;
            cosine = asDouble(asBits(cosine) ^ (angle[i] << 63));
            bool swap = angle[i] & 2;
            first[i] = mean + r * (swap ? sine : cosine);
            second[i] = mean + r * (swap ? cosine : sine);
        }
    }
};

static double Headcount[Months], Hires[Months], Conversion[Months], Seat[Months];

static void schedules()
{
    const double at[] = {0, 12, 24, 36, 47}, people[] = {915, 1900, 3200, 4500, 5600};
    for (int t = 0, k = 0; t < Months; t++)
    {
        while (k < 3 && t > at[k + 1]) k++;
        Headcount[t] = people[k] + (people[k + 1] - people[k]) * (t - at[k]) / (at[k + 1] - at[k]);
        Hires[t] = t ? larger(0, Headcount[t] - Headcount[t - 1]) : 0;
        Conversion[t] = smaller(.045, .020 + .0006 * t);
        Seat[t] = t >= 24 ? 22 : 20;
    }
}

struct Sums { double of[20] = {}; };

struct alignas(64) Trials
{
    Row g0, floor, decay, churn, erosion, cogs0, tg, hcost, spare, shock[2], slowing;
    Row volume, price, api, visitors, subscribers, cogs, training, revenue, cash, burn;
    Row yearRevenue, yearEbitda, firstNegative, peak, margin, runway;

    void draw(Generators &random)
    {
        random.normal(g0, floor, 0, 1);
        random.normal(decay, tg, 0, 1);
        random.normal(hcost, spare, .42, .035);
        Row u[5], v;
        for (auto &row : u) random.uniform(row);
        random.uniform(v);
        random.uniform(cogs0);
        const double a = .008, m = .015, b = .030, split = (m - a) / (b - a);
        for (int i = 0; i < Block; i++)
        {
            g0[i] = .255 + .015 * g0[i];
            floor[i] = .035 + .005 * floor[i];
            decay[i] = exponential(-3.3242363405260273 + .12 * decay[i]);
            tg[i] = exponential(0.35065687161316933 + .06 * tg[i]);
            // Beta(2, 4) is the second smallest of five uniforms.
            double p = smaller(u[0][i], u[1][i]), q = larger(u[0][i], u[1][i]);
            for (int k = 2; k < 5; k++) { double x = u[k][i]; q = smaller(q, larger(p, x)); p = smaller(p, x); }
            churn[i] = .02 + .04 * q;
            erosion[i] = v[i] < split ? a + std::sqrt(v[i] * (b - a) * (m - a)) : b - std::sqrt((1 - v[i]) * (b - a) * (b - m));
            cogs0[i] = .45 + .15 * cogs0[i];
        }
    }

    void start()
    {
        for (int i = 0; i < Block; i++)
        {
            cash[i] = 2500; burn[i] = 0; firstNegative[i] = 48; peak[i] = 0; margin[i] = 1e300; runway[i] = 1e300;
            yearRevenue[i] = 0; yearEbitda[i] = 0; subscribers[i] = .25;
        }
    }

    template <bool First> void month(int t, const double *shocks)
    {
        const double minusT = -t, people = Headcount[t], hires = Hires[t], conversion = Conversion[t], seat = Seat[t];
        const double prepay = t == 20 ? 1500 : 0, raise = t == 8 ? 2500 : t == 20 ? 3500 : 0;
        const bool grows = t % 6 == 0;
        for (int i = 0; i < Block; i++) slowing[i] = exponential(decay[i] * minusT);
        if (!First && grows) for (int i = 0; i < Block; i++) training[i] *= tg[i];
        for (int i = 0; i < Block; i++)
        {
            double growth = floor[i] + (g0[i] - floor[i]) * slowing[i], actual = growth * (1 + shocks[i]);
            double vol = First ? 1 : volume[i] * (1 + actual), pri = First ? 14 : price[i] * (1 - erosion[i]);
            double apiNow = vol * pri, vis = First ? 2 : visitors[i] * (1 + .4 * growth), adds = vis * conversion;
            double subs = subscribers[i] * (1 - churn[i]) + adds, seats = subs * seat;
            double commit = .04 * (apiNow + (First ? apiNow : api[i])), rev = apiNow + seats + commit;
            double ratio = First ? cogs0[i] : larger(.25, cogs[i] * (1 - .012)), inference = rev * ratio;
            double fees = .029 * seats, support = .02 * rev, gross = rev - inference - fees - support;
            double grossMargin = rev > 0 ? gross / rev : 0, train = First ? 60 : training[i], licences = .01 * rev;
            double payroll = people * hcost[i] / 12, stock = .35 * payroll, benefits = .18 * payroll, recruiting = hires * .20 * hcost[i];
            double facilities = .0015 * people, sales = smaller(.12 * rev, 4 + .05 * rev), general = 2 + .03 * rev;
            double opex = train + prepay + licences + payroll + stock + benefits + recruiting + facilities + sales + general;
            double ebitda = gross - opex, opening = cash[i], interest = opening * (opening >= 0 ? .04 / 12 : .09 / 12);
            double tax = .21 * larger(0, ebitda + interest), capex = .04 * rev, working = First ? 0 : .10 * (rev - revenue[i]);
            double net = ebitda + stock + interest - tax - capex - working, closing = opening + net + raise;
            double funding = larger(0, 250 - closing), run = smaller(99, larger(0, closing) / -net);
            volume[i] = vol; price[i] = pri; api[i] = apiNow; visitors[i] = vis; subscribers[i] = subs; cogs[i] = ratio; training[i] = train;
            revenue[i] = rev; cash[i] = closing; burn[i] += larger(0, -net);
            yearRevenue[i] += rev; yearEbitda[i] += ebitda;
            firstNegative[i] = smaller(firstNegative[i], closing < 0 ? t : 48.0);
            peak[i] = larger(peak[i], funding); margin[i] = smaller(margin[i], grossMargin);
            runway[i] = smaller(runway[i], net < 0 ? run : 99.0);
        }
    }

    void unit(uint64_t seed, size_t number, size_t trials, double *const *kept, Sums &sums)
    {
        Generators random;
        random.start(seed, number);
        for (size_t at = number * Unit; at < (number + 1) * Unit; at += Block)
        {
            int count = at >= trials ? 0 : (int)std::min<size_t>(Block, trials - at);
            draw(random);
            start();
            for (int t = 0; t < Months; t++)
            {
                if (t % 2 == 0) random.normal(shock[0], shock[1], 0, .25);
                if (t == 0) month<true>(t, shock[0]); else month<false>(t, shock[t & 1]);
                if (t % 12 != 11) continue;
                int y = t / 12;
                for (int i = 0; i < count; i++)
                {
                    kept[y][at + i] = yearRevenue[i]; kept[4 + y][at + i] = yearEbitda[i]; kept[8 + y][at + i] = cash[i];
                    sums.of[y] += yearRevenue[i]; sums.of[4 + y] += yearEbitda[i]; sums.of[8 + y] += cash[i];
                    sums.of[18] += y == 3 && yearRevenue[i] >= 34500;
                }
                for (int i = 0; i < Block; i++) yearRevenue[i] = yearEbitda[i] = 0;
            }
            for (int i = 0; i < count; i++)
            {
                sums.of[12] += firstNegative[i]; sums.of[13] += peak[i]; sums.of[14] += burn[i]; sums.of[15] += margin[i]; sums.of[16] += runway[i];
                sums.of[17] += firstNegative[i] < 48;
            }
        }
    }
};

// Exact quantiles: brackets from a sample, one pass that counts what lies below each and gathers what lies inside, a selection in each.
static void quantiles(const double *x, size_t n, double *result)
{
    static const double probabilities[5] = {.05, .1, .5, .9, .95};
    const size_t sample = std::min<size_t>(n, 8192);
    std::vector<double> sorted(x, x + sample);
    std::sort(sorted.begin(), sorted.end());
    double low[5], high[5];
    size_t below[5] = {};
    for (int j = 0; j < 5; j++)
    {
        double middle = probabilities[j] * sample, spread = 5 * std::sqrt(sample * probabilities[j] * (1 - probabilities[j])) + 2;
        low[j] = n == sample ? -1e308 : sorted[(size_t)larger(0, middle - spread)];
        high[j] = n == sample ? 1e308 : sorted[(size_t)smaller(sample - 1.0, middle + spread)];
    }
    static thread_local std::vector<double> gathered;
    gathered.resize(n + 1);
    size_t count = 0;
    typedef double Eight __attribute__((vector_size(64)));
    typedef int64_t Masks __attribute__((vector_size(64)));
    Masks under[5] = {};
    size_t at = 0;
    for (; at + 8 <= n; at += 8)
    {
        Eight values;
        std::memcpy(&values, x + at, sizeof values);
        Masks isInside = {};
        for (int j = 0; j < 5; j++)
        {
            Masks isBelow = values < low[j];
            under[j] -= isBelow;
            isInside |= (values <= high[j]) & ~isBelow;
        }
        for (int k = 0; k < 8; k++) { gathered[count] = values[k]; count -= isInside[k]; }
    }
    for (; at < n; at++)
    {
        for (int j = 0; j < 5; j++) below[j] += x[at] < low[j];
        gathered[count++] = x[at];
    }
    for (int j = 0; j < 5; j++) for (int k = 0; k < 8; k++) below[j] += under[j][k];
    std::vector<double> inside[5];
    for (auto &row : inside) row.reserve(count);
    for (size_t i = 0; i < count; i++)
        for (int j = 0; j < 5; j++)
            if (gathered[i] >= low[j] && gathered[i] <= high[j]) inside[j].push_back(gathered[i]);
    for (int j = 0; j < 5; j++)
    {
        double rank = (n - 1) * probabilities[j];
        size_t k = (size_t)rank;
        auto &found = inside[j];
        if (k < below[j] || k + 1 >= below[j] + found.size()) { found.assign(x, x + n); below[j] = 0; }
        std::nth_element(found.begin(), found.begin() + (k - below[j]), found.end());
        double a = found[k - below[j]], b = k - below[j] + 1 < found.size() ? *std::min_element(found.begin() + (k - below[j]) + 1, found.end()) : a;
        result[j] = a + (rank - k) * (b - a);
    }
}

int main()
{
    schedules();
    size_t trials, room = 0;
    int threads;
    unsigned long long seed;
    double *kept[Kept] = {};
    while (std::scanf("%zu %d %llu", &trials, &threads, &seed) == 3)
    {
        if (trials > room)
        {
            for (auto &row : kept) { std::free(row); row = (double *)std::malloc(trials * sizeof(double)); std::memset(row, 0, trials * sizeof(double)); }
            room = trials;
        }
        auto begin = std::chrono::steady_clock::now();
        auto busy = std::clock();
        std::atomic<size_t> nextUnit{0}, nextRow{0};
        std::vector<Sums> sums(threads);
        double found[Kept][5];
        auto simulate = [&](int me)
        {
            auto state = std::make_unique<Trials>();
            for (size_t unit; (unit = nextUnit++) * Unit < trials;) state->unit(seed, unit, trials, kept, sums[me]);
        };
        auto summarize = [&] { for (size_t row; (row = nextRow++) < Kept;) quantiles(kept[row], trials, found[row]); };
        std::vector<std::thread> others;
        for (int i = 1; i < threads; i++) others.emplace_back(simulate, i);
        simulate(0);
        for (auto &other : others) other.join();
        others.clear();
        for (int i = 1; i < threads; i++) others.emplace_back(summarize);
        summarize();
        for (auto &other : others) other.join();
        std::printf("%.9f %.9f", std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), double(std::clock() - busy) / CLOCKS_PER_SEC);
        for (int k = 0; k < 19; k++) { double sum = 0; for (auto &each : sums) sum += each.of[k]; std::printf(" %.12g", sum / trials); }
        for (auto &row : found) for (double q : row) std::printf(" %.12g", q);
        std::puts("");
        std::fflush(stdout);
    }
}
