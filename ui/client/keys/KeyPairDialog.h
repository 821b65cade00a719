#pragma once

#include "secrets/CertificateTools.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace gatehouse {

class FileField;
class KeyComboBox;
struct Workplace;

/// Generates a key pair and hands the private key over, this once: nothing is added before somebody has it.
class KeyPairDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KeyPairDialog(const Workplace &workplace, QWidget *parent = nullptr);

    QString publicKey() const { return m_pair.publicKey; }

    void done(int result) override;

private:
    void build();
    QLayout *buildHandOver();
    void generate();
    void take(const Result<ClientKeyPair> &made);
    const SecretBytes &handedOver() const;
    void copy();
    void askToSave();
    void save();
    void tell(const QString &text);
    void showState();

    const Workplace &m_workplace;
    ClientKeyPair m_pair;
    int m_generated = 0; ///< an answer for another number comes too late
    bool m_isTaken = false;
    bool m_isSaving = false;
    KeyComboBox *m_kind;
    KeyComboBox *m_form;
    FileField *m_file;
    QPushButton *m_save;
    QPushButton *m_copy;
    QLabel *m_note;
    QPushButton *m_accept = nullptr;
};

}
