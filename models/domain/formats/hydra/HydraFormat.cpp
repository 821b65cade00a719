#include "domain/formats/hydra/HydraFormat.h"

#include "domain/formats/hydra/HydraReader.h"
#include "domain/formats/hydra/HydraWriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// What Hydra has beyond RFC 7591 and writes for every client application, or most of them.
constexpr std::array ownProperties{
    "skip_consent", "skip_logout_consent",   "audience", "allowed_cors_origins",
    "metadata",     "access_token_strategy", "owner",    "created_at",
    "updated_at"};

/// What Hydra never writes: those with it are of RFC 7591, whatever else they have.
constexpr std::array foreignProperties{"require_pkce", "application_type", "client_id_issued_at"};

}

QString HydraFormat::name() const
{
    return u"hydra"_s;
}

QString HydraFormat::title() const
{
    return QCoreApplication::translate("HydraFormat", "Ory Hydra (hydra import oauth2-client)");
}

std::vector<JsonFormat::Path> HydraFormat::clientPaths() const
{
    return {{}, {"items"}, {"clients"}};
}

bool HydraFormat::isClient(const json::Json &object) const
{
    const auto has = [&](const char *name) { return object.contains(name); };
    return has("client_id") && std::ranges::any_of(ownProperties, has) &&
           std::ranges::none_of(foreignProperties, has);
}

QString HydraFormat::strangeText() const
{
    return QCoreApplication::translate("HydraFormat",
                                       "The file holds no client applications of Ory Hydra. It looks like "
                                       "[{\"client_id\": \"...\", \"skip_consent\": false}]: choose another "
                                       "file or format.");
}

std::unique_ptr<ClientWriter> HydraFormat::writer(QIODevice &target) const
{
    return std::make_unique<HydraWriter>(target);
}

std::unique_ptr<JsonReader> HydraFormat::jsonReader(ImportedHead &head, const QDateTime &now) const
{
    return std::make_unique<HydraReader>(head, now);
}

}
