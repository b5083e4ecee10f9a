"""How a page asks a device for its key."""

ASK, MAKE = "/moi/securite/cles/demande", "/moi/securite/cles"


def use(browser, device):
    options = browser.post("/connexion/cle/demande").json
    return browser.post("/connexion/cle", data={"credential": device.use(options)})
