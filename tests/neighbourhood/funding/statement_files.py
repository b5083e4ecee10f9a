"""Statements as banks give them, made up: XML of every version, tables of several banks."""

IBAN = "FR7699999000010000000000115"
VERSIONS = tuple(range(2, 15))


def entry(cents, text="", *, day="2026-11-24", ref="B1", way="CRDT", status="BOOK", **more):
    """One entry, as the version that `document` writes has it."""
    return {
        "cents": cents, "text": text, "day": day, "ref": ref, "way": way, "status": status,
        "reversal": False, "currency": "EUR", "structured": "", "parts": (), "payer": "Anne Roy",
        **more,
    }  # fmt: skip


def part(cents, text="", *, way="", ref="", structured="", payer="Anne Roy"):
    return {
        "cents": cents, "text": text, "way": way, "ref": ref, "structured": structured,
        "payer": payer,
    }  # fmt: skip


def document(*entries, version=8, iban=IBAN, more=""):
    """Return a CAMT.053 of that version; `more` are further statements."""
    one = statement(*entries, version=version, iban=iban)
    name = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:02}"
    head = "<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-24T18:00:00Z</CreDtTm></GrpHdr>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{name}">'
        f"<BkToCstmrStmt>{head}{one}{more}</BkToCstmrStmt></Document>"
    ).encode()


def statement(*entries, version=8, iban=IBAN):
    account = f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    return f"<Stmt><Id>S</Id>{account}{''.join(_entry(each, version) for each in entries)}</Stmt>"


def _amount(cents, currency="EUR"):
    return f'<Amt Ccy="{currency}">{cents // 100}.{cents % 100:02}</Amt>'


def _entry(said, version):
    status = said["status"] if version < 4 else f"<Cd>{said['status']}</Cd>"
    parts = said["parts"] or [
        part(0, said["text"], structured=said["structured"], payer=said["payer"])
    ]
    details = "".join(_part(each, version, bool(said["parts"])) for each in parts)
    return (
        f"<Ntry>{_amount(said['cents'], said['currency'])}<CdtDbtInd>{said['way']}</CdtDbtInd>"
        f"<RvslInd>{str(said['reversal']).lower()}</RvslInd><Sts>{status}</Sts>"
        f"<BookgDt><Dt>{said['day']}</Dt></BookgDt>"
        + (f"<AcctSvcrRef>{said['ref']}</AcctSvcrRef>" if said["ref"] else "")
        + f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def _part(said, version, has_amount):
    amount = ""
    if has_amount:
        old = f"<AmtDtls><TxAmt>{_amount(said['cents'])}</TxAmt></AmtDtls>"
        amount = old if version < 3 else _amount(said["cents"])
        if version >= 3:
            amount += f"<CdtDbtInd>{said['way'] or 'CRDT'}</CdtDbtInd>"
    name = f"<Nm>{said['payer']}</Nm>"
    payer = name if version < 8 else f"<Pty>{name}</Pty>"
    ref = f"<AcctSvcrRef>{said['ref']}</AcctSvcrRef>" if said["ref"] else ""
    strd = f"<Strd><CdtrRefInf><Ref>{said['structured']}</Ref></CdtrRefInf></Strd>"
    text = f"<Ustrd>{said['text']}</Ustrd>" if said["text"] else ""
    return (
        f"<TxDtls><Refs>{ref}<EndToEndId>NOTPROVIDED</EndToEndId></Refs>{amount}"
        f"<RltdPties><Dbtr>{payer}</Dbtr><DbtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN>"
        f"</Id></DbtrAcct></RltdPties><RmtInf>{strd if said['structured'] else text}</RmtInf>"
        "</TxDtls>"
    )
