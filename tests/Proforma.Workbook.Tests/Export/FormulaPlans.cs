namespace Proforma.Workbook.Tests.Export;

/// <summary>Small plans that use every operation of the language, so that each is computed by a spreadsheet too.</summary>
internal static class FormulaPlans
{
    public static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        ("operators", """
            plan "Operators"
              currency USD
              calendar monthly 2025-01 .. 2026-12
            track low
            track high from low
            input x : 1
              low  = -2.5
              high = 3.25
            input k : 1 = 7
            line sums = x + k - 3 * x / 4
            line powers = k ^ 2 - k ^ 0.5 + (-k) ^ 2
            line negated = -x ^ 2 + -(x - k) * 2
            line nested = x - (k - (x - k)) / (k / (x / k))
            line rounded = round(x * period.index, 1) + roundup(x) + rounddown(x * 3, 1) + floor(x) + ceiling(x)
            line rest = mod(x, 3) + mod(k, 4) + sign(x) + abs(x)
            line logs = log(k) + log(k, 10) + exp(x / 10) + sqrt(k)
            line extremes = min(x, k, 3) - max(x, 2)
            line chosen = if x > 0 and k > 1 then x else if not (x > 0) or k = 7 then k else 0
            line clock = period.year + period.month / 100 + period.days / 1 day
            check k = 7 "Seven"
            check x >= 0 "Not negative"
            """),
        ("states", """
            plan "States"
              currency USD
              calendar monthly 2025-01 .. 2026-12
            track one
            track two from one
            line grant : USD/month
              2025-12 = 100 USD/month
            line stock_pay : USD/month
              2025-01 .. 2025-06 = unknown USD/month
              otherwise          = 30 USD/month
            line revenue : USD/month
              one = 50 USD/month
              two = 60 USD/month * period.index
            line zero : USD/month
              2025-03   = 0
              otherwise = 10 USD/month
            line profit = revenue - stock_pay
            line share = stock_pay / zero
            line blank_plus = grant + revenue
            line both = grant + stock_pay
            line broken = revenue / zero
            line worst = broken + stock_pay / revenue
            line filled = coalesce(stock_pay, 1 USD/month)
            line filled_grant = coalesce(grant, stock_pay)
            line known = if is_known(stock_pay) then 1 else 0
            line picked = if revenue > 60 USD/month then grant else stock_pay
            line either = if grant > 0 or stock_pay > 20 USD/month then 1 else 2
            line neither = if grant > 0 and stock_pay > 20 USD/month then 1 else 2
            line runway = if profit > 0 then revenue / profit else blank
              aggregate closing
            line late = prev(grant, 0) + revenue
            measure granted = grant[2025-12]
            measure partly = grant[2025]
            measure nothing = grant[2026]
            measure whole = revenue[2025]
            measure average = mean(stock_pay, over: 2026)
            """),
        ("time", """
            plan "Time"
              currency USD
              calendar monthly 2025-01 .. 2026-12
              fiscal year ends June
            track base
            input base_revenue : USD/month = 100
            line revenue : USD/month
              2025-01 = base_revenue
              then    = prev * 1.1
            line earlier = lag(revenue, 3 month, 0)
            line later = next(revenue, 0)
            line step_change = change(revenue * 1 month, 100 USD)
            line so_far = cumulative(revenue)
            line smooth = trailing(revenue, 3 month)
            line run_rate = annualized(revenue)
            line growth_rate = growth(revenue)
            line on_year = yoy(revenue)
            line indexed : USD
              2025-01 = 100 USD
              then    = grow(prev, 21%/year)
            line faded = decay(8, 2, 0.5/month, from: 2025-01)
            line one_off = once(60 USD, 2025-03)
            line prepaid = spread(120 USD, 2025-03 .. 2025-08)
            line cost : USD/year = 600 USD/year
            line margin = (revenue - cost) / revenue
            line cost_per_unit = cost / (revenue + 10 USD/month)
            account cash : USD
              opening = 1_000 USD
              plus  revenue
              minus cost
            line negative = revenue - 300 USD/month
            measure first = first_period(negative > 0)
            measure last = last_period(negative < 0)
            measure lasting = sustained_from(negative > 0)
            measure always = sustained_from(revenue > 0)
            measure never = first_period(revenue < 0)
            measure first_quarter = first_period(negative > 0, by: quarter)
            measure first_fiscal = first_period(negative > 0, by: fiscal_year)
            measure margin_of_year = margin[FY2026]
            measure margin_of_quarter = margin[2025-Q2]
            measure a_run = revenue[2025-02 .. 2025-05]
            measure balance = cash[2025-03] + cash.opening[2025-03] + cash.average[FY2026]
            measure in_2025 = if lasting in 2025 then 1 else 0
            """),
        ("members", """
            plan "Members"
              currency USD
              calendar quarterly 2025-Q1 .. 2026-Q4
            track base weight 60%
            track down from base weight 40%
            dimension product = all, api under all, chat under all
            dimension region = north, south
            input units by product, region : person/month
              api  = 10
              chat = 30
              chat, south = 12
            input price by product : USD/person
              api         = 5
              chat        = 2
              chat, down  = 1
            line sales = units * price
            line total = sum(sales)
            line by_region = sum(sales, over: product)
            line average_price = total / sum(units)
            line dearest = max(price, over: product)
            line how_many = count(price > 2 USD/person, over: product)
            line any_dear = if any(price > 4 USD/person, over: product) then 1 else 0
            line spread_of_tracks = total[base] - total[down]
            line mean_of_tracks = mean(total, over: track)
            measure of_year = total[2025]
            measure mean_sales = mean(total, over: 2025-Q2 .. 2026-Q1)
            check total[base] >= total[down] "Never below"
            check sales >= 0 "Not negative"
            """),
        ("finance", """
            plan "Finance"
              currency USD
              calendar yearly 2021 .. 2026
            track base
            track high from base
            line flow : USD/year
              2021 = -10_000 USD/year
              2022 = 3_000 USD/year
              2023, base = 4_200 USD/year
              2023, high = 5_200 USD/year
              2024 = 6_800 USD/year
              otherwise = 500 USD/year
            measure value = npv(10%, flow)
            measure dated = xnpv(9%, flow)
            measure below = xnpv(-5%, flow)
            measure rate_of_return = irr(flow)
            measure dated_return = xirr(flow)
            measure modified = mirr(flow, 10%, 12%)
            measure payment = pmt(8% / 12, 10, 10_000 USD)
            measure at_start = pmt(8% / 12, 10, 10_000 USD, 0 USD, 1)
            measure interest = ipmt(8% / 12, 3, 10, 10_000 USD)
            measure principal = ppmt(8% / 12, 3, 10, 10_000 USD)
            measure present = pv(8% / 12, 240, 500 USD)
            measure future = fv(8% / 12, 240, -500 USD)
            measure term = nper(12% / 12, -100 USD, -1_000 USD, 10_000 USD, 1)
            measure yield = rate(48, -200 USD, 8_000 USD)
            measure straight = sln(30_000 USD, 7_500 USD, 10)
            measure digits = syd(30_000 USD, 7_500 USD, 10, 2)
            measure doubled = ddb(2_400 USD, 300 USD, 10, 2)
            measure fixed = db(1_000_000 USD, 100_000 USD, 6, 2, 7)
            measure effective = effect(5.25%, 4)
            measure stated = nominal(5.3543%, 4)
            """),
        ("calendars", """
            plan "Weeks"
              currency USD
              calendar weekly 2025-W01 .. 2026-W20
            unit seat
            track base
            line sales : USD/day = 10 USD/day + 1 USD/day * period.index
            line seats : seat = 100 seat + 1 seat * period.index
            line price = sales / seats
            line mean_seats : seat = seats
              aggregate mean
            line weighted : USD/seat/day = price
              aggregate weighted by seats
            line quick = trailing(sales, 4 week)
            line so_far = cumulative(sales)
            measure of_year = sales[2025]
            measure of_quarter = sales[2025-Q2]
            measure first = first_period(sales > 30 USD/day)
            """),
        ("money", """
            plan "Money"
              currency USD
              calendar monthly 2025-01 .. 2025-12
            rate EUR/USD
              average 2025 = 1.10
              closing 2025-06 = 1.15
              closing 2025-12 = 1.20
            rate USD/CNY = 7.2
            unit Mtoken = 1e6 token
            unit token
            track base
            track other from base
            input volume : Mtoken/month
              base  = 2
              other = 3
            input per_token : USD/token = 0.00003
            input tokens_of_one : Mtoken/month
              other = 3
            line used_of_one = tokens_of_one * per_token
            input salary : USD/person/year = 120K
            input heads : person = 3
            line usage = volume * per_token
            line staff : USD/month = salary * heads
            line staff_a_year = staff -> USD/year
            line rent : EUR/month = 1_000 EUR/month
            line rent_usd = rent -> USD
            account cash : EUR
              opening = 0
              plus rent
            line cash_usd = cash -> USD
            line rent_cny = rent -> CNY
            measure fixed = 100 EUR -> CNY at 2025
            """),
        ("circle", """
            plan "Circle"
              currency USD
              calendar monthly 2025-01 .. 2025-12
            track base
            track dear from base
            input i : 1/month
              base = 2%
              dear = 3%
            account debt : USD
              opening = 1_000 USD
              plus interest
              circular
            line interest : USD/month = i * debt.average
              circular
            line doubled = 2 * interest
            """),
        ("many", Many()),
    ];

    // More groups with a row between them than a function takes arguments.
    private static string Many()
    {
        var members = string.Join(", ", Enumerable.Range(0, 300).SelectMany(static i => new[] { $"g{i}", $"m{i} under g{i}" }));
        return $"""
            plan "Many"
              currency USD
              calendar yearly 2025 .. 2026
            track base
            dimension place = {members}
            input price : USD = 3
            input heads by place : 1/year = 2
            line sales by place = heads * price
            line total = sum(sales)
            line share = total / (sum(sales) + 1 USD/year)
            """;
    }
}
