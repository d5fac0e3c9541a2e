namespace Proforma.Claims.Extraction.Roles;

/// <summary>Finds runs of Chinese characters that may name a company: by an ending that companies have, or by standing where a sentence's subject stands.</summary>
internal static class HanNames
{
    private const int LongestStem = 6;

    // Endings of company names. The longer ones come first where one ends another.
    private static readonly string[] Endings =
    [
        "农商行", "半导体", "机器人", "研究院", "实验室", "农商银行", "新能源", "新材料", "集团", "股份", "科技", "控股", "银行", "证券", "保险", "人寿", "汽车", "电子", "能源", "生物", "医药",
        "医疗", "制药", "智能", "光电", "光伏", "航空", "航运", "物流", "快递", "食品", "饮料", "乳业", "酒业", "咖啡", "茶饮", "餐饮", "教育", "传媒", "影业", "音乐", "游戏", "网络", "信息", "软件",
        "数据", "通信", "通讯", "电力", "电气", "重工", "机械", "精工", "新材", "材料", "化学", "化工", "钢铁", "矿业", "石油", "石化", "燃气", "水泥", "建材", "地产", "置业", "置地", "实业",
        "商贸", "百货", "超市", "家居", "电器", "手机", "出行", "租车", "旅游", "酒店", "农业", "牧业", "环保", "环境", "资本", "基金", "信托", "期货", "租赁", "研究", "动力", "电池", "锂业", "铝业",
        "铜业", "黄金", "珠宝", "服饰", "纺织", "体育", "文化", "健康", "药业", "器械", "外卖", "视频", "直播", "电商", "金服", "创新", "云计算", "微电子", "科学", "工业", "动漫", "影视", "速递",
    ];

    private const string ChineseCount = "一二两三四五六七八九十多数几";
    private const string Surnames =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

    // What the words before a name end with: the name begins after them.
    private static readonly string[] Descriptors =
    [
        "竞争对手", "龙头企业", "初创公司", "初创企业", "上市公司", "独角兽", "新势力", "运营商", "制造商", "开发商", "供应商", "经销商", "零售商", "服务商", "生产商", "代工厂", "电池厂商", "电池厂",
        "厂商", "平台", "公司", "企业", "巨头", "龙头", "对手", "品牌", "机构", "企", "机床商", "车企", "药企", "房企", "银行股", "商", "新锐", "大厂", "券商", "同行", "旗下", "子公司", "标的", "工具的", "的",
    ];

    private static readonly string[] Openers =
    [
        "此外", "其中", "同时", "另外", "随后", "对此", "目前", "当前", "近日", "日前", "昨日", "今日", "今天", "昨天", "如今", "据悉", "据了解", "消息称", "消息", "快讯", "相比之下", "作为对比", "而", "但", "若",
        "如果", "因此", "不过", "然而", "尽管", "虽然", "听说", "国内", "国产", "本土", "日本", "韩国", "中国", "美国", "德国", "法国", "英国", "港股", "做", "其", "与此同时", "受益于", "由于", "截至", "我们预计", "我们认为", "预计", "公告显示", "刚刚",
        "根据", "据", "在", "以", "当", "从", "由", "对", "至", "与", "和", "及", "将", "被", "向", "给", "由", "是",
    ];

    // Words after which a subject has ended.
    private static readonly string[] Predicates =
    [
        "公布", "发布", "宣布", "披露", "表示", "称", "财务", "业绩", "预计", "计划", "拟", "将", "今日", "近日", "昨日", "日前", "今天", "昨天", "周一", "周二", "周三", "周四", "周五", "去年", "今年", "明年", "上半年", "下半年", "第一季", "第二季",
        "第三季", "第四季", "一季度", "二季度", "三季度", "四季度", "前三季度", "全年", "当天", "实现", "完成", "获得", "获", "的", "在", "以", "与", "、", "(", "旗下", "正", "已", "曾", "为", "是", "有", "由", "从",
        "目前", "截至", "当前", "现", "年", "上市", "股份有限", "有限公司", "首次", "再", "同期", "累计", "预期", "预测", "上调", "下调", "新", "日均", "中期", "披露", "透露", "冲刺", "洽谈", "据悉", "刚刚", "：", ":", "股价", "内部",
        "需要", "希望", "还", "也", "则", "仍", "向", "对", "给", "因", "如", "要", "不", "报", "募", "融", "裁", "卖", "收购", "交付", "营收", "收入", "净利", "员工", "估值", "毛利", "销量", "月活", "出货", "亏", "盈", "市值", "订阅", "研发", "总营", "总收", "归母", "经调整", "直营", "门店", "加盟", "总资产", "合并营", "获悉", "方面", "被曝", "近", "上线", "股票", "一季", "二季", "三季", "四季", "总交易", "成交", "会员", "广告", "总部", "推出", "进入", "达成", "整体", "自", "至",
    ];

    private static readonly string[] General =
    [
        "智能", "电动", "二手", "跨境", "新能源", "纯电动", "纯电", "插电式", "插电", "混合", "混动", "交付", "销售", "生产", "制造", "采购", "发展", "推出", "购买", "研发", "提供", "使用", "国产", "进口", "传统", "全球", "中国",
        "海外", "国内", "大型", "中小", "头部", "民营", "国有", "股份制", "商业", "中央", "地方", "农村", "城市", "互联网", "移动", "人工", "生成式", "大模型", "数字", "云", "工业", "消费", "半导体", "家用",
        "商用", "乘用", "动力", "储能", "锂", "固态", "光伏", "风电", "医疗", "生物", "高端", "新型", "创新", "现代", "可再生", "绿色", "清洁", "通用", "专业", "基础", "核心", "在线", "线上", "线下", "共享",
        "网约", "私人", "公共", "社区", "连锁", "跨境", "大", "小", "新", "老", "其他", "多家", "整个", "部分", "主要", "美国", "日本", "欧洲", "高科技", "高新", "信息", "网络", "软件", "电子", "机械", "汽车",
        "金融", "教育", "健康", "文化", "房地产", "物业", "电力", "通信", "航天", "航空", "军工", "食品", "农业", "环保", "体育", "传媒", "影视", "游戏", "社交", "短视频", "音频", "支付", "保险", "证券", "化工", "钢铁", "有色",
        "煤炭", "石油", "石化", "建筑", "建材", "家居", "家电", "服装", "零售", "餐饮", "旅游", "酒店", "物流", "快递", "外卖", "出行", "氢能", "核电", "水电", "造船", "低空", "具身", "人形", "宠物", "美妆", "母婴", "开放", "自动", "无人", "辅助", "驾驶", "三方", "第三方", "风险", "私募", "公募", "主权", "财富", "养老", "社保", "对冲", "战略", "财务", "机构", "外资", "内资", "香港", "上海", "深圳", "北京",
    ];

    private static readonly HashSet<string> NotNames = new(StringComparer.Ordinal)
    {
        "人工智能", "新能源汽车", "电动汽车", "智能汽车", "商业银行", "中央银行", "生物医药", "上市公司", "移动互联网", "大数据", "云计算", "投资银行", "国有银行", "股份", "集团", "科技", "公司", "该公司",
        "本公司", "母公司", "子公司", "总收入", "董事会", "管理层", "分析师", "投资者", "知情人士", "消息人士", "业内人士", "市场", "行业", "全球", "报告", "财报", "公告", "年报", "招股书", "数据", "毛利率", "净利润",
        "研发", "成本", "现金", "海外", "国内", "用户", "客户", "员工", "门店", "其", "它", "我们", "他们", "这", "那", "目前", "预计", "本轮融资", "本轮", "交易", "产品", "新作", "业务", "新业务", "团队", "全公司", "资本", "基金",
        "知识产权", "后者", "前者", "两者", "双方", "对方", "第三方", "主要财务数据", "财务数据", "经营数据", "主要经营数据", "核心数据", "项目", "指标", "单位", "人民币", "折叠屏机型", "机型", "外卖", "直播", "电商", "视频", "游戏", "音乐", "研究", "创新", "电池", "动力", "服务", "骑手", "补贴",
        "生成式人工智能", "光伏", "储能", "半导体", "机器人", "手机", "教育", "健康", "文化", "体育", "旅游", "能源", "材料", "食品", "饮料", "软件", "硬件", "汽车", "银行", "证券", "保险", "网络", "信息", "通信", "电子", "环保", "智能", "创始团队",
        "内部文件", "文件", "港交所文件", "港交所", "供应链", "供应链消息人士", "监管", "央行", "政府", "合并", "期内", "年内", "全年", "年度", "同期", "相比", "期末", "注", "图", "中国", "美国", "日本", "韩国", "德国", "法国", "英国", "印度", "欧洲", "亚洲", "北京", "上海", "深圳", "广州", "杭州", "香港", "台湾", "武汉", "北美", "东南亚", "内地", "境外", "监管部门", "其他", "合计", "总计", "小计", "公司称", "媒体", "外媒", "研究机构", "机构", "券商", "投行",
    };

    /// <summary>The possible names of a text as spans, each with a score: the higher, the more it looks like a name.</summary>
    public static IEnumerable<(int Start, int End, double Score)> Find(string text, char[] folded)
    {
        for (int i = 1; i < folded.Length; i++)
        {
            if (folded[i] < '\u4E00')
            {
                continue;
            }

            string? ending = EndingAt(folded, i);
            if (ending is null)
            {
                continue;
            }

            int start = StemStart(folded, i);
            int end = i + ending.Length;
            if (i - start >= 2 && i - start <= LongestStem && !IsGeneric(folded.AsSpan(start, i - start)) && !IsDescriptor(folded, end) && IsName(text, folded, start, end))
            {
                // 北屏航运股份有限公司 is known as 北屏航运.
                bool legal = ending == "股份" && i - start >= 3 && folded.AsSpan(end).StartsWith("有限公司");
                yield return (start, legal ? i : end, 2);
                i = end - 1;
            }
        }

        foreach (var subject in Subjects(text, folded))
        {
            yield return subject;
        }
    }

    /// <summary>智能电动(汽车), 插电式混合(动力), 国有商业(银行): a stem of general words names nobody.</summary>
    private static bool IsGeneric(ReadOnlySpan<char> stem)
    {
        while (!stem.IsEmpty)
        {
            int taken = 0;
            foreach (string word in General)
            {
                taken = Math.Max(taken, stem.StartsWith(word) ? word.Length : 0);
            }

            if (taken == 0)
            {
                return false;
            }

            stem = stem[taken..];
        }

        return true;
    }

    /// <summary>韩国电池厂商 and 新能源行业 describe, they do not name.</summary>
    private static bool IsDescriptor(ReadOnlySpan<char> text, int end)
    {
        foreach (string word in (ReadOnlySpan<string>)["厂", "商", "企业", "巨头", "行业", "领域", "业务", "产品", "市场", "设备", "技术", "产业", "板块", "服务", "龙头", "制造", "平台", "赛道", "公司股"])
        {
            if (text[end..].StartsWith(word))
            {
                return true;
            }
        }

        return false;
    }

    private static string? EndingAt(ReadOnlySpan<char> text, int at)
    {
        foreach (string ending in Endings)
        {
            if (text[at..].StartsWith(ending))
            {
                // 智能手机 goes on; the last ending of a run is the name's.
                int after = at + ending.Length;
                bool goesOn = after < text.Length && EndingStarts(text, after);
                return goesOn ? null : ending;
            }
        }

        return null;
    }

    private static bool EndingStarts(ReadOnlySpan<char> text, int at)
    {
        foreach (string ending in Endings)
        {
            if (text[at..].StartsWith(ending))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a name that ends at <paramref name="end"/> begins: after a boundary, a descriptor or an opener.</summary>
    private static int StemStart(char[] text, int end)
    {
        int start = end;
        while (start > 0 && end - start <= LongestStem && IsHan(text[start - 1]) && !"的了与和及在由向被据是为让给把因称说示到至从将已以或者家月日".Contains(text[start - 1]))
        {
            start--;
        }

        return TrimOpening(text, start, end);
    }

    private static int TrimOpening(ReadOnlySpan<char> text, int start, int end)
    {
        bool trimmed = true;
        while (trimmed)
        {
            trimmed = false;
            foreach (string opener in Openers)
            {
                if (end - start > opener.Length + 1 && text[start..end].StartsWith(opener) && !(opener == "对" && text[start + 1] == '手'))
                {
                    start += opener.Length;
                    trimmed = true;
                }
            }
        }

        foreach (string descriptor in Descriptors)
        {
            int at = text[start..end].LastIndexOf(descriptor);
            bool isName = at >= 0 && descriptor == "商" && (text[(start + at)..].StartsWith("商行") || text[(start + at)..].StartsWith("商银"));
            if (at >= 0 && end - start - at - descriptor.Length >= 2 && !isName)
            {
                start += at + descriptor.Length;
            }
        }

        return start;
    }

    /// <summary>The run from a sentence's or clause's start to its predicate.</summary>
    private static IEnumerable<(int Start, int End, double Score)> Subjects(string text, char[] folded)
    {
        bool atStart = true;
        for (int i = 0; i < folded.Length; i++)
        {
            char c = folded[i];
            bool sentence = i == 0 || folded[i - 1] is '。' or '!' or '?' or ';' or '】' or ']' or '\n' || atStart && FollowsAdverbial(folded, i) || folded[i - 1] == '"' && (i == 1 || folded[i - 2] is '。' or '，' or ';' or ':') || folded.AsSpan(0, i).EndsWith("旗下") || folded.AsSpan(0, i).EndsWith("记者从");
            if (!sentence && !atStart || !IsHan(c))
            {
                bool afterMark = i > 0 && folded[i - 1] is ',' or ':' or '，';
                atStart = c is '，' or ',' or ':' || c == ' ' && afterMark;
                continue;
            }

            int end = i;
            while (end < folded.Length && end - i < 16 && IsNamePart(folded, end) && !PredicateAt(folded, end, i))
            {
                end++;
            }

            int start = TrimOpening(folded, i, end);
            int stop = TrimClosing(folded, start, end);
            double closing = stop < end ? 0.4 : 0;
            if (IsPerson(folded, start, end))
            {
                i = Math.Max(i, end - 1);
                atStart = false;
                continue;
            }

            bool closed = end < folded.Length && (PredicateAt(folded, end, i) || char.IsAsciiDigit(folded[end]) || folded[end] is ' ' or '(');
            closed |= end < folded.Length && folded[end] == '"' && start > 0 && folded[start - 1] == '"';
            if (closed && stop - start is >= 2 and <= 8 && IsName(text, folded, start, stop))
            {
                yield return (start, stop, (sentence ? 1 : 0.6) + closing + SubjectEvidence(folded, i, start, end));
            }

            atStart = false;
            i = Math.Max(i, end - 1);
        }
    }

    /// <summary>蓝海引擎(深圳)科技有限公司: the name's place stands in parentheses.</summary>
    private static bool IsRegistered(char[] text, int end)
    {
        var rest = text.AsSpan(end, Math.Min(24, text.Length - end));
        int close = rest.Length > 0 && rest[0] == '(' ? rest.IndexOf(')') : -1;
        bool listed = close is > 4 and < 20 && rest[..close].ContainsAnyInRange('0', '9') | rest[..close].Contains('.') && !rest[..close].ContainsAnyInRange('\u4E00', '\u9FFF');
        return listed || close is > 0 and < 8 && rest[close..].Contains("公司", StringComparison.Ordinal);
    }

    /// <summary>知乎三季度, 贝壳2024年, 台达电8月: a subject before the time of its figures.</summary>
    private static bool StartsPeriod(char[] text, int end)
    {
        var rest = text.AsSpan(end, Math.Min(8, text.Length - end));
        if (rest.IsEmpty)
        {
            return false;
        }

        int digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            digits++;
        }

        bool dated = digits is > 0 and < 5 && digits < rest.Length && rest[digits] is '年' or '月' or '财';
        bool named = rest.StartsWith("第") || rest.StartsWith("上半年") || rest.StartsWith("下半年") || rest.StartsWith("全年") || rest.StartsWith("去年") || rest.StartsWith("今年") || rest.StartsWith("前三季") || rest.StartsWith("q")
            || rest.Length > 1 && rest[1..].StartsWith("季度");
        return dated || named;
    }

    /// <summary>A surname, two more characters and a verb of speaking are a person.</summary>
    private static bool IsPerson(char[] text, int start, int end)
    {
        if (end - start != 3 || !Surnames.Contains(text[start]))
        {
            return false;
        }

        foreach (string verb in (ReadOnlySpan<string>)["表示", "称", "说", "指出", "认为", "透露", "坦言", "强调", "介绍", "解释"])
        {
            if (text.AsSpan(end).StartsWith(verb))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The end of a name before a descriptor that follows it: 墨池(平台), 海岸(公司).</summary>
    private static int TrimClosing(ReadOnlySpan<char> text, int start, int end)
    {
        foreach (string word in (ReadOnlySpan<string>)["平台", "公司", "品牌", "应用", "软件"])
        {
            if (end - start >= word.Length + 2 && text[start..end].EndsWith(word))
            {
                return end - word.Length;
            }
        }

        return end;
    }

    /// <summary>从业绩看，X and 消息人士称，X: the first clause has no subject of its own.</summary>
    private static bool FollowsAdverbial(char[] text, int at)
    {
        if (at < 2 || text[at - 1] is not ('，' or ','))
        {
            return false;
        }

        int start = at - 1;
        while (start > 0 && at - start < 20 && text[start - 1] is not ('。' or '!' or '?' or ';' or '，' or ','))
        {
            start--;
        }

        bool opens = start == 0 || text[start - 1] is '。' or '!' or '?' or ';';
        return opens && ("从随据截受由在按根对除自与和为当今近另此同目".Contains(text[start]) || text[at - 2] is '称' or '息' or '悉' or '示' or '露' or '说' or '道');
    }

    /// <summary>A descriptor before a name (电商平台拾光) and a verb of announcing after it speak for it.</summary>
    private static double SubjectEvidence(char[] text, int from, int start, int end)
    {
        double score = 0;
        foreach (string descriptor in Descriptors)
        {
            score = start > from && descriptor.Length > 1 && text.AsSpan(0, start).EndsWith(descriptor) ? 0.6 : score;
        }

        if (IsRegistered(text, end))
        {
            return score + 1;
        }

        if (StartsPeriod(text, end))
        {
            return score + 0.3;
        }

        foreach (string verb in (ReadOnlySpan<string>)["公布", "发布", "宣布", "披露", "表示", "完成", "预计", "计划", "拟", "透露", "递交", "获得", "股份有限", "有限公司"])
        {
            if (text.AsSpan(end).StartsWith(verb))
            {
                return score + 0.5;
            }
        }

        if (start > 0 && text[start - 1] == '"' && end < text.Length && text[end] == '"')
        {
            return score + 0.4;
        }

        bool latinTail = end > start && text[end - 1] is >= 'a' and <= 'z';
        return score + (latinTail ? 0.8 : 0);
    }

    private static bool IsNamePart(char[] text, int at) => IsHan(text[at]) || text[at] is >= 'a' and <= 'z' || text[at] == '·';

    private static bool PredicateAt(char[] text, int at, int start)
    {
        if (at - start < 2)
        {
            return false;
        }

        var rest = text.AsSpan(at);
        foreach (string predicate in Predicates)
        {
            if (rest.StartsWith(predicate))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(string text, char[] folded, int start, int end)
    {
        string name = new(folded, start, end - start);
        if (end - start > 10 || NotNames.Contains(name) || Array.IndexOf(Openers, name) >= 0 || "第届个座位名家款项次".Contains(name[0]) || name.EndsWith('省') || name.EndsWith('市') || name.EndsWith('县') || NotNames.Contains(text[start..end]))
        {
            return false;
        }

        bool counted = ChineseCount.Contains(name[0]) && "家位名个大年成季项种款期度轮".Contains(name[1]);
        if (counted)
        {
            return false;
        }

        foreach (string part in (ReadOnlySpan<string>)[
            "营收", "收入", "利润", "毛利", "员工", "亏损", "成本", "费用", "同比", "环比", "增长", "市场份额", "每股", "人士", "分析师", "季度", "半年", "万", "亿", "预期", "现金", "估值", "融资", "门店", "用户",
            "目标", "情景", "价格", "产能", "客户", "股东", "资产", "负债", "比例", "份额", "方面", "这", "该", "本轮", "我们", "报告期", "显示", "认为", "可能", "如果", "受", "仅", "约", "超", "逾", "达", "近",
            "了", "也", "还", "都", "就", "很", "已", "累计", "此前", "随着", "通过", "按", "等", "其中", "总", "计划", "公告", "行业", "市场", "全球", "全国", "订单", "骑手", "补贴", "研发人员", "人均", "交易完", "相关", "主要", "涉及", "用于", "训练", "人工智能", "美元", "人民币", "港元", "欧元", "日元", "股票", "激进", "保守", "乐观", "悲观", "基准", "业务", "分部", "板块", "渠道", "产品", "品类", "赛道", "系列", "是否", "以及", "所有", "来看", "省会", "数量", "总体", "整体", "值得", "其余", "本次", "交易", "指数", "车型", "机型", "信心", "除此", "事实上", "换言", "也就", "意味"])
        {
            if (name.Contains(part, StringComparison.Ordinal) && !(part is "约" or "近" or "达" or "万" or "总" or "按" or "等" && name.Length >= 4 && EndsAsCompany(name)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool EndsAsCompany(string name)
    {
        foreach (string ending in Endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF';
}
