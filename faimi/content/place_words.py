"""What places are called beside their names in tzdata: countries, states, and cities where conferences meet."""

# By ISO 3166; none that a state of the USA is called, too.
COUNTRY_WORDS = {
    "AE": "uae",
    "BO": "plurinational state of bolivia",
    "CI": "ivory coast",
    "CZ": "czechia",
    "GB": "uk, united kingdom, britain, great britain, england, scotland, wales, northern ireland",
    "KR": "korea, south korea, republic of korea",
    "MM": "myanmar, burma",
    "MO": "macao",
    "NL": "holland",
    "SK": "slovak republic",
    "TR": "turkiye",
    "US": "usa, united states of america",
    "VN": "viet nam",
}
# By zone, the states and provinces that are in it, of which some are in several.
STATE_WORDS = {
    "America/Anchorage": "alaska",
    "America/Boise": "idaho, oregon",
    "America/Chicago": (
        "alabama, arkansas, florida, illinois, indiana, iowa, kansas, kentucky, louisiana, minnesota, mississippi, "
        "missouri, nebraska, north dakota, oklahoma, south dakota, tennessee, texas, wisconsin"
    ),
    "America/Denver": (
        "colorado, kansas, montana, nebraska, new mexico, north dakota, south dakota, texas, utah, wyoming"
    ),
    "America/Detroit": "michigan",
    "America/Edmonton": "alberta, british columbia",
    "America/Halifax": "nova scotia",
    "America/Indiana/Indianapolis": "indiana",
    "America/Kentucky/Louisville": "kentucky",
    "America/Los_Angeles": "california, idaho, nevada, oregon, washington",
    "America/Menominee": "michigan",
    "America/New_York": (
        "connecticut, delaware, florida, georgia, kentucky, maine, maryland, massachusetts, new hampshire, new jersey, "
        "north carolina, ohio, pennsylvania, rhode island, south carolina, tennessee, vermont, virginia, washington, "
        "west virginia"
    ),
    "America/Phoenix": "arizona",
    "America/Regina": "saskatchewan",
    "America/St_Johns": "newfoundland",
    "America/Toronto": "ontario",
    "America/Vancouver": "british columbia",
    "America/Winnipeg": "manitoba, ontario",
    "Asia/Tbilisi": "georgia",
    "Australia/Brisbane": "queensland",
    "Australia/Hobart": "tasmania",
    "Australia/Sydney": "new south wales",
    "Pacific/Honolulu": "hawaii",
}
# A place's name with one of these behind it is that of a building or a street.
BUILDING_WORDS = (
    "(?:(?:concert|conference|exhibition|lecture|meeting|seminar) )?(?:hall|room|theater|theatre)s?|auditorium|avenue|"
    "ballroom|boardroom|boulevard|building|center|centre|hotel|house|inn|lounge|road|square|street|suite|tower"
)
# By zone, what no zone is called; no word that means something else in the middle of a sentence.
CITY_WORDS = {
    "Africa/Cairo": "alexandria",
    "Africa/Casablanca": "agadir, ben guerir, fez, marrakech, marrakesh, rabat, tangier",
    "Africa/Johannesburg": "cape town, durban, pretoria, stellenbosch",
    "Africa/Lagos": "abuja",
    "America/Bogota": "cali, cartagena, medellin",
    "America/Chicago": (
        "austin, dallas, houston, kansas city, milwaukee, minneapolis, nashville, new orleans, san antonio, st louis, "
        "washington university"
    ),
    "America/Denver": "albuquerque, boulder, salt lake city, snowmass",
    "America/Edmonton": "banff, calgary",
    "America/Los_Angeles": (
        "anaheim, berkeley, las vegas, long beach, monterey, palo alto, pasadena, portland, san diego, "
        "san francisco, san jose, santa barbara, santa clara, seattle, stanford"
    ),
    "America/Mexico_City": "guadalajara, puebla",
    "America/New_York": (
        "atlanta, baltimore, boston, chapel hill, charlotte, cleveland, columbus, durham, fort lauderdale, miami, new "
        "haven, orlando, philadelphia, pittsburgh, princeton, washington d c, washington dc"
    ),
    "America/Santiago": "valparaiso, vina del mar",
    "America/Sao_Paulo": (
        "belo horizonte, brasilia, campinas, florianopolis, foz do iguacu, gramado, porto alegre, rio de janeiro"
    ),
    "America/Toronto": "kingston ontario, london ontario, montreal, ottawa, quebec, quebec city",
    "Asia/Bangkok": "chiang mai, pattaya, phuket",
    "Asia/Dubai": "abu dhabi",
    "Asia/Ho_Chi_Minh": "da nang, hanoi",
    "Asia/Jerusalem": "eilat, haifa, tel aviv",
    "Asia/Karachi": "islamabad, lahore",
    "Asia/Kolkata": "ahmedabad, bangalore, bengaluru, chennai, delhi, goa, hyderabad, mumbai, new delhi, pune",
    "Asia/Kuala_Lumpur": "penang",
    "Asia/Makassar": "bali, denpasar",
    "Asia/Riyadh": "jeddah, thuwal",
    "Asia/Seoul": "busan, daegu, daejeon, gangneung, gwangju, gyeongju, incheon, jeju",
    "Asia/Shanghai": (
        "beijing, changsha, chengdu, chongqing, guangzhou, hangzhou, nanjing, ningbo, qingdao, shenzhen, suzhou, "
        "tianjin, wuhan, xi an, xiamen, xian"
    ),
    "Asia/Taipei": "hsinchu, kaohsiung, tainan",
    "Asia/Tokyo": "fukuoka, hiroshima, kanazawa, kobe, kyoto, nagoya, nara, okinawa, osaka, sapporo, sendai, yokohama",
    "Atlantic/Canary": "canary islands, gran canaria, las palmas, tenerife",
    "Australia/Brisbane": "cairns, gold coast",
    "Australia/Sydney": "canberra",
    "Europe/Amsterdam": "delft, eindhoven, groningen, leiden, maastricht, nijmegen, rotterdam, the hague, utrecht",
    "Europe/Athens": "chania, corfu, crete, heraklion, patras, rhodes, thessaloniki",
    "Europe/Berlin": (
        "aachen, bonn, bremen, cologne, darmstadt, dresden, dusseldorf, erlangen, frankfurt, freiburg, garching, "
        "hamburg, hannover, heidelberg, karlsruhe, koln, leipzig, lubeck, mannheim, munchen, munich, munster, "
        "nuremberg, potsdam, regensburg, saarbrucken, stuttgart, tubingen"
    ),
    "Europe/Brussels": "antwerp, ghent, leuven, liege",
    "Europe/Bucharest": "cluj, cluj napoca, iasi",
    "Europe/Copenhagen": "aalborg, aarhus, billund, kobenhavn, kongens lyngby, odense",
    "Europe/Dublin": "galway",
    "Europe/Helsinki": "espoo, oulu, tampere, turku",
    "Europe/Istanbul": "ankara, antalya, izmir",
    "Europe/Lisbon": "aveiro, braga, coimbra, faro, lisboa, porto",
    "Europe/London": (
        "aberdeen, belfast, birmingham, bristol, cardiff, dundee, edinburgh, glasgow, leeds, liverpool, manchester, "
        "newcastle, nottingham, oxford, sheffield, southampton"
    ),
    "Europe/Madrid": (
        "alicante, barcelona, bilbao, girona, granada, malaga, mallorca, san sebastian, sevilla, seville, valencia, "
        "zaragoza"
    ),
    "Europe/Moscow": "saint petersburg, st petersburg",
    "Europe/Oslo": "bergen, stavanger, tromso, trondheim",
    "Europe/Paris": (
        "bordeaux, cannes, grenoble, lille, lyon, marseille, montpellier, nancy, nantes, rennes, saclay, sophia "
        "antipolis, strasbourg, toulouse"
    ),
    "Europe/Prague": "brno, praha",
    "Europe/Rome": (
        "bologna, cagliari, catania, firenze, florence, genoa, milan, milano, modena, naples, padova, padua, palermo, "
        "perugia, pisa, roma, siena, torino, trento, trieste, turin, udine, venice, verona"
    ),
    "Europe/Stockholm": "gothenburg, linkoping, lulea, lund, malmo, umea, uppsala",
    "Europe/Vienna": "graz, innsbruck, linz, salzburg, wien",
    "Europe/Warsaw": "gdansk, krakow, lodz, poznan, wroclaw",
    "Europe/Zagreb": "dubrovnik",
    "Europe/Zurich": "basel, bern, davos, geneva, lausanne, lugano",
    "Pacific/Auckland": "christchurch, queenstown, rotorua, wellington",
    "Pacific/Honolulu": "maui, waikoloa",
}
