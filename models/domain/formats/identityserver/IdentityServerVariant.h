#pragma once

#include <string>
#include <vector>

namespace gatehouse {

/// What differs between the configurations that hold IdentityServer's sections.
struct IdentityServerVariant
{
    /// The members of the document that hold the sections; the first is the one that is written. Empty: the
    /// document itself.
    std::vector<std::string> envelopes;
    const char *claims;    ///< what a client's claims are called
    bool secretsAreHashed; ///< else they stand in clear
};

}
