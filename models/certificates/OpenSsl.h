#pragma once

#include "secrets/SecretBytes.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>

#include <memory>

/// What OpenSSL hands out, given back when it is gone.
namespace gatehouse::openssl {

template<auto giveBack>
struct GivingBack
{
    void operator()(auto *object) const { giveBack(object); }
};

template<typename Object, auto giveBack>
using Handle = std::unique_ptr<Object, GivingBack<giveBack>>;

using Bio = Handle<BIO, BIO_free>;
using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Number = Handle<BIGNUM, BN_clear_free>;
using Certificate = Handle<X509, X509_free>;
using KeyInfo = Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using SealedKeyInfo = Handle<X509_SIG, X509_SIG_free>;
using Pkcs12 = Handle<PKCS12, PKCS12_free>;

/// Nobody reads OpenSSL's queue of errors: what people are told is said in words. Empty before and after.
class ErrorScope
{
public:
    ErrorScope() { ERR_clear_error(); }
    ~ErrorScope() { ERR_clear_error(); }
    Q_DISABLE_COPY_MOVE(ErrorScope)
};

/// DER by one of OpenSSL's functions `i2d_…`; empty when it cannot be written.
template<auto encode>
SecretBytes derOf(const auto *object)
{
    const int size = object ? encode(object, nullptr) : 0;
    if (size <= 0)
        return {};
    SecretBytes bytes(size);
    auto *end = reinterpret_cast<unsigned char *>(bytes.data());
    encode(object, &end);
    return bytes;
}

/// An object from DER by one of OpenSSL's functions `d2i_…`; null unless all of it was read.
template<typename Owned, auto decode>
Owned fromDer(QByteArrayView der)
{
    const auto *at = reinterpret_cast<const unsigned char *>(der.data());
    const auto *end = at + der.size();
    Owned object(decode(nullptr, &at, long(der.size())));
    return at == end ? std::move(object) : Owned();
}

}
