#include "domain/formats/identityserver/SkorubaFormat.h"

#include "domain/formats/identityserver/Configuration.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct SkorubaFormatText
{
    Q_DECLARE_TR_FUNCTIONS(SkorubaFormat)
};

constexpr const char *envelope = "IdentityServerData";

}

SkorubaFormat::SkorubaFormat()
    : IdentityServerFormat({.envelopes = {envelope}, .claims = "ClientClaims", .secretsAreHashed = false})
{
}

QString SkorubaFormat::name() const
{
    return u"skoruba"_s;
}

QString SkorubaFormat::title() const
{
    return SkorubaFormatText::tr("Skoruba IdentityServer Admin (identityserverdata.json)");
}

bool SkorubaFormat::isStart(const json::Json &root) const
{
    const json::Json *data = configuration::find(root, envelope);
    return data && data->is_object();
}

QString SkorubaFormat::strangeText() const
{
    return SkorubaFormatText::tr("The file holds no seed data of Skoruba. It looks like "
                                 "{\"IdentityServerData\": {\"Clients\": [...]}}: choose "
                                 "another file or format.");
}

}
